// Mirrors photopicker/ui/PreviewFragment, and com.android.photopicker features/preview/Preview.kt.
import { type KeyboardEvent, useState } from 'react';
import type { Uri } from '../../../contract/android/uri.ts';
import type { Context } from '../../../sdk/context.ts';
import { Icon } from '../../ui/Icon.tsx';
import { Snackbar } from '../../ui/Snackbar.tsx';
import { text } from '../../ui/strings.ts';
import { useModal } from '../../ui/useModal.ts';
import { itemDescription } from '../item.ts';
import type { PickerStyle } from '../pickerStyle.ts';
import type { Selection } from '../selection.ts';
import { ClassicBar, ModernBar, SelectCircle, SpecialFormat } from './PreviewBars.tsx';
import { PreviewPage } from './PreviewPage.tsx';
import { PreviewPager } from './PreviewPager.tsx';
import { type PreviewItem, usePreviewItems } from './previewItems.ts';
import type { PreviewEntry } from './previewLabels.ts';
import { usePreviewBar } from './usePreviewBar.ts';
import { useStage } from './useStage.ts';
import { VideoErrorDialog } from './VideoErrorDialog.tsx';
import type { VideoProblem } from './videoProblem.ts';
import { isZoomed } from './zoom.ts';

type PreviewProps = Readonly<{
  context: Context;
  style: PickerStyle;
  entry: PreviewEntry;
  selection: Selection;
  /** What can be looked at, in order: as it was when the preview was opened. */
  uris: readonly Uri[];
  startUri: Uri;
  /** Selects or deselects; the whole choice where one item is wanted. */
  onToggle: (uri: Uri) => void;
  /** A promise says when it may be pressed again. */
  onConfirm: () => unknown;
  onBack: () => void;
}>;

type Failure = Readonly<{ uri: Uri; problem: VideoProblem }>;

/** Items on the whole screen, one at a time. */
export function Preview(props: PreviewProps) {
  const { context, style, selection, uris, startUri, onBack } = props;
  const [at, setAt] = useState(Math.max(0, uris.indexOf(startUri)));
  const [failure, setFailure] = useState<Failure | null>(null);
  const [attempt, setAttempt] = useState(0);
  const uri = uris[at] ?? startUri;
  const itemOf = usePreviewItems(context, uris, at);
  const item = itemOf(uri) ?? null;
  const stage = useStage(uri, item, { at, count: uris.length, onPage: setAt });
  const modal = useModal<HTMLDivElement>(onBack);
  const { bar, refusal, clearRefusal } = usePreviewBar(props, uri);
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    if (failure === null && !isOnSlider(event) && stage.onKeyDown(event)) event.preventDefault();
    else modal.onKeyDown(event);
  };
  const onRetry = () => {
    setFailure(null);
    setAttempt(attempt + 1);
  };
  const Bar = style.ui === 'modern' ? ModernBar : ClassicBar;
  return (
    <div
      ref={modal.ref}
      onKeyDown={onKeyDown}
      className="preview"
      data-ui={style.ui}
      role="dialog"
      aria-modal="true"
      aria-label={text('picker.preview')}
      tabIndex={-1}
    >
      <Top style={style} item={item} onBack={onBack} />
      <div ref={stage.ref} className="preview-pager" data-zoomed={isZoomed(stage.view.zoom)} {...stage.handlers}>
        <PreviewPager {...stage.view} uris={uris} pages={stage.pages} width={stage.screen.width}>
          {(shown, isCurrent) => (
            <PreviewPage
              attempt={attempt}
              context={context}
              item={itemOf(shown)}
              screen={stage.screen}
              isCurrent={isCurrent}
              zoom={isCurrent ? stage.view.zoom : undefined}
              taps={stage.taps}
              ui={style.ui}
              onShape={stage.onShape}
              onProblem={(problem) => setFailure({ uri: shown, problem })}
            />
          )}
        </PreviewPager>
        {style.ui === 'modern' && selection.maxItems > 1 && <SelectCircle {...bar} />}
      </div>
      <Told item={item} at={at} count={uris.length} />
      <Snackbar message={refusal} onGone={clearRefusal} />
      <Bar {...bar} />
      {failure !== null && failure.uri === uri && (
        <VideoErrorDialog problem={failure.problem} onCancel={() => setFailure(null)} onRetry={onRetry} />
      )}
    </div>
  );
}

type TopProps = Pick<PreviewProps, 'style' | 'onBack'> & Readonly<{ item: PreviewItem | null }>;

function Top({ style, item, onBack }: TopProps) {
  return (
    <div className="preview-top">
      <button type="button" className="icon-button state-layer" aria-label={text('picker.back')} onClick={onBack}>
        <Icon name="back" />
      </button>
      {style.ui === 'classic' && <SpecialFormat item={item} />}
    </div>
  );
}

/** What is shown now, and its place among the others. */
function Told({ item, at, count }: Readonly<{ item: PreviewItem | null; at: number; count: number }>) {
  return (
    <p className="visually-hidden" aria-live="polite">
      {item === null ? text('picker.preview') : itemDescription(item)}{' '}
      {count > 1 && text('preview.position', { i: at + 1, n: count })}
    </p>
  );
}

function isOnSlider({ target }: KeyboardEvent): boolean {
  return target instanceof HTMLInputElement && target.type === 'range';
}
