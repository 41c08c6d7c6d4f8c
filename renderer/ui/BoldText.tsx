import { Fragment } from 'react';
import type { TextPart } from './boldParts.ts';

/** A text some of whose words stand out. */
export function BoldText({ parts }: Readonly<{ parts: readonly TextPart[] }>) {
  // biome-ignore-start lint/suspicious/noArrayIndexKey: the parts of a text never change places.
  return parts.map(({ text, isBold }, index) => {
    if (!isBold) return <Fragment key={index}>{text}</Fragment>;
    // An app chooses its label: its writing direction must not reach the words around it.
    return (
      <b key={index}>
        <bdi>{text}</bdi>
      </b>
    );
  });
  // biome-ignore-end lint/suspicious/noArrayIndexKey: until here.
}
