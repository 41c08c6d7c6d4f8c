import { Fragment } from 'react';
import type { TextPart } from './boldParts.ts';

/** A text some of whose words stand out. */
export function BoldText({ parts }: Readonly<{ parts: readonly TextPart[] }>) {
  return parts.map(({ text, isBold }, index) => {
    // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a text never change places.
    return isBold ? <b key={index}>{text}</b> : <Fragment key={index}>{text}</Fragment>;
  });
}
