// The parts of a grid whose lines come and go while scrolling, which a table's elements cannot do.
// biome-ignore-start lint/a11y/useSemanticElements: see above.
// biome-ignore-start lint/a11y/useFocusableInteractive: one row has the focus, its cells have none.
import type { HTMLAttributes } from 'react';

type PartProps = HTMLAttributes<HTMLElement>;

export function Grid(props: PartProps) {
  return <div role="grid" {...props} />;
}

export function RowGroup(props: PartProps & Readonly<{ ref?: React.Ref<HTMLDivElement> }>) {
  return <div role="rowgroup" {...props} />;
}

export function Row(props: PartProps) {
  return <div role="row" {...props} />;
}

export function ColumnHeader(props: PartProps) {
  return <span role="columnheader" {...props} />;
}

export function Cell(props: PartProps) {
  return <span role="gridcell" {...props} />;
}
// biome-ignore-end lint/a11y/useFocusableInteractive: until here.
// biome-ignore-end lint/a11y/useSemanticElements: until here.
