// Mirrors adb's get_connection_string(): what a device says of itself as it connects.
import { PRODUCT } from '../device/product.ts';

/**
 * What adb may use with this device. Not abb_exec, which would have installs begin with a question to a service; not
 * lz4 and zstd, which Node has not; not delayed_ack, which gains nothing on a loopback.
 */
const FEATURES = [
  'shell_v2',
  'cmd',
  'stat_v2',
  'ls_v2',
  'fixed_push_mkdir',
  'fixed_push_symlink_timestamp',
  'sendrecv_v2',
  'sendrecv_v2_dry_run_send',
  'remount_shell',
];

/** `device::ro.product.name=…;…;features=…` */
export function deviceBanner(): string {
  const { name, model, device } = PRODUCT;
  const properties = `ro.product.name=${name};ro.product.model=${model};ro.product.device=${device};`;
  return `device::${properties}features=${FEATURES.join(',')}`;
}
