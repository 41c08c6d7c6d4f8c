#!/bin/sh
# Finds its library beside itself, so that a package that was unpacked anywhere runs as well.
library=$(dirname -- "$(readlink -f -- "$0")")/../lib/scopebox
exec "$library/node" "$library/bin/scopebox.mjs" "$@"
