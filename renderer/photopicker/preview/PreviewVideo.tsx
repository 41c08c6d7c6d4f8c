// Mirrors RemotePreviewSession and VideoUi.kt: a video that begins silently, goes round, and stops when nobody looks.
import { useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';
import type { Context } from '../../../sdk/context.ts';
import { muteStatusOf } from './muteStatus.ts';
import { PreviewImage, Spinner } from './PreviewImage.tsx';
import type { PreviewItem } from './previewItems.ts';
import { usePlayback } from './usePlayback.ts';
import { VideoControls } from './VideoControls.tsx';
import type { VideoProblem } from './videoProblem.ts';
import type { Extent } from './zoom.ts';

type PreviewVideoProps = Readonly<{
  context: Context;
  item: PreviewItem;
  alt: string;
  screen: Extent;
  /** How long the controls stay when it starts, milliseconds. */
  controlsTimeout: number;
  /** Counts the taps on the page. */
  taps: number;
  onProblem: (problem: VideoProblem) => void;
}>;

/** The video that is looked at. */
export function PreviewVideo(props: PreviewVideoProps) {
  const { context, item, alt, screen, taps, onProblem } = props;
  const ref = useRef<HTMLVideoElement>(null);
  const muteStatus = muteStatusOf(context);
  const [isMuted, setMuted] = useState(muteStatus.isVolumeMuted);
  const url = context.contentResolver.contentUrl(item.uri);
  const playback = usePlayback(ref, { url, onProblem });
  const { state, handlers } = playback;
  const areControlsShown = useControlsVisibility(state.isPlaying, taps, props.controlsTimeout);
  const toggleMute = useCallback(() => {
    muteStatus.setVolumeMuted(!muteStatus.isVolumeMuted);
    setMuted(muteStatus.isVolumeMuted);
  }, [muteStatus]);
  useVideoKeys(ref, playback.toggle, toggleMute);
  return (
    <>
      {!state.hasPicture && <PreviewImage context={context} item={item} alt="" screen={screen} isCurrent />}
      <video
        ref={ref}
        className="preview-video"
        aria-label={alt}
        data-ready={state.hasPicture}
        muted={isMuted}
        loop
        playsInline
        disablePictureInPicture
        {...handlers}
      />
      {state.isBuffering && <Spinner />}
      <VideoControls
        playback={playback}
        duration={item.duration}
        isMuted={isMuted}
        isShown={areControlsShown}
        onToggleMute={toggleMute}
      />
    </>
  );
}

/** They go by themselves while it plays; a tap brings them, and takes them away. */
function useControlsVisibility(isPlaying: boolean, taps: number, timeout: number): boolean {
  const [isShown, setShown] = useState(true);
  const seen = useRef(taps);
  useEffect(() => {
    if (taps !== seen.current) setShown((before) => !before);
    seen.current = taps;
  }, [taps]);
  useEffect(() => {
    if (!isShown || !isPlaying) return;
    const timer = setTimeout(() => setShown(false), timeout);
    return () => clearTimeout(timer);
  }, [isShown, isPlaying, timeout]);
  return isShown || !isPlaying;
}

/** Space and k play and pause, m silences, wherever in the preview the focus is. */
function useVideoKeys(
  ref: Readonly<{ current: HTMLVideoElement | null }>,
  togglePlay: () => void,
  toggleMute: () => void,
): void {
  useLayoutEffect(() => {
    const root = ref.current?.closest('[role="dialog"]');
    const onKeyDown = (event: Event) => {
      if (!(event instanceof KeyboardEvent) || event.repeat || event.ctrlKey || event.altKey || event.metaKey) return;
      const isOnControl = event.target instanceof Element && event.target.closest('button, input') !== null;
      if (event.key === 'k' || (event.key === ' ' && !isOnControl)) togglePlay();
      else if (event.key === 'm') toggleMute();
      else return;
      event.preventDefault();
    };
    root?.addEventListener('keydown', onKeyDown);
    return () => root?.removeEventListener('keydown', onKeyDown);
  }, [ref, togglePlay, toggleMute]);
}
