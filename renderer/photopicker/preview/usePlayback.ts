import { type RefObject, useCallback, useEffect, useRef, useState } from 'react';
import { useIsWindowShown } from '../../ui/windowShown.ts';
import { type VideoProblem, videoProblem } from './videoProblem.ts';

type PlaybackState = Readonly<{
  isPlaying: boolean;
  isBuffering: boolean;
  /** Whether a frame of it can be seen. */
  hasPicture: boolean;
  /** Seconds from the start. */
  time: number;
  /** Seconds; null until it is known. */
  duration: number | null;
}>;

type Options = Readonly<{
  url: string;
  onProblem: (problem: VideoProblem) => void;
}>;

const UNREAD: PlaybackState = { isPlaying: false, isBuffering: true, hasPicture: false, time: 0, duration: null };

/** Plays the bytes at a URL in a video element for as long as it is on the screen, and can be seen. */
export function usePlayback(ref: RefObject<HTMLVideoElement | null>, { url, onProblem }: Options) {
  const [state, setState] = useState(UNREAD);
  const change = useCallback((by: Partial<PlaybackState>) => setState((before) => ({ ...before, ...by })), []);
  useSource(ref, url);
  usePauseWhileHidden(ref);
  const latest = useRef(onProblem);
  latest.current = onProblem;
  const onError = async () => {
    const code = ref.current?.error?.code;
    if (code === undefined) return;
    change({ isPlaying: false, isBuffering: false });
    latest.current(videoProblem(code, await doBytesCome(url)));
  };
  const toggle = useCallback(() => {
    const video = ref.current;
    if (video === null) return;
    // One that failed is asked for anew.
    if (video.error !== null) video.load();
    if (video.paused) play(video);
    else video.pause();
  }, [ref]);
  const seek = useCallback(
    (time: number) => {
      if (ref.current !== null) ref.current.currentTime = time;
      change({ time });
    },
    [ref, change],
  );
  const onTime = () => change({ time: ref.current?.currentTime ?? 0 });
  const handlers = {
    onError: () => void onError(),
    onLoadedData: () => change({ hasPicture: true }),
    onDurationChange: () => change({ duration: finite(ref.current?.duration) }),
    onPlay: () => change({ isPlaying: true }),
    onPlaying: () => change({ isPlaying: true, isBuffering: false }),
    onCanPlay: () => change({ isBuffering: false }),
    onPause: () => change({ isPlaying: false }),
    onWaiting: () => change({ isBuffering: true }),
    onTimeUpdate: onTime,
    onSeeked: onTime,
  };
  return { state, handlers, toggle, seek };
}

export type Playback = ReturnType<typeof usePlayback>;

function useSource(ref: RefObject<HTMLVideoElement | null>, url: string): void {
  useEffect(() => {
    const video = ref.current;
    if (video === null) return;
    video.src = url;
    play(video);
    return () => {
      // An element that is only dropped goes on loading, and sounding, until it is collected.
      video.pause();
      video.removeAttribute('src');
      video.load();
    };
  }, [ref, url]);
}

/** The window may be covered, the phone's screen may show something else: then it stands still, and goes on after. */
function usePauseWhileHidden(ref: RefObject<HTMLVideoElement | null>): void {
  const isShown = useIsWindowShown();
  const wasPlaying = useRef(false);
  useEffect(() => {
    const video = ref.current;
    if (video === null) return;
    let isInView = true;
    const follow = () => {
      const isHidden = !isShown || !isInView || document.visibilityState === 'hidden';
      if (isHidden && !video.paused) {
        wasPlaying.current = true;
        video.pause();
      } else if (!isHidden && wasPlaying.current) {
        wasPlaying.current = false;
        play(video);
      }
    };
    follow();
    const observer = new IntersectionObserver((entries) => {
      isInView = entries.at(-1)?.isIntersecting ?? isInView;
      follow();
    });
    observer.observe(video);
    document.addEventListener('visibilitychange', follow);
    return () => {
      observer.disconnect();
      document.removeEventListener('visibilitychange', follow);
    };
  }, [ref, isShown]);
}

/** A browser may refuse to begin by itself; the button to begin is there then. */
function play(video: HTMLVideoElement): void {
  video.play().catch(() => undefined);
}

async function doBytesCome(url: string): Promise<boolean> {
  return fetch(url, { method: 'HEAD' }).then(
    ({ ok }) => ok,
    () => false,
  );
}

function finite(seconds: number | undefined): number | null {
  return seconds !== undefined && Number.isFinite(seconds) ? seconds : null;
}
