// The device's end of the page's screen: asks the page, and hands on what it answers.
import type { DisplayMetrics, ForcedDisplay } from '../../contract/android/displayMetrics.ts';
import type {
  UiAnswer,
  UiAutomationApi,
  UiInput,
  UiNames,
  UiQuestion,
  UiRequest,
} from '../../contract/rpc/uiAutomation.ts';
import { Broadcast } from './broadcast.ts';

export class FakeUiAutomation {
  readonly #questions = new Broadcast<UiQuestion | null>(null);
  readonly #answers = new Map<string, (answer: UiAnswer) => void>();
  #lastId = 0;

  readonly api: UiAutomationApi = {
    uiQuestions: async () => this.#asked(),
    answerUi: async (id, answer) => {
      const resolve = this.#answers.get(id);
      this.#answers.delete(id);
      resolve?.(answer);
      return resolve !== undefined;
    },
  };

  async dump(names: UiNames = 'aosp'): Promise<string> {
    const answer = await this.#ask({ kind: 'dump', names });
    if ('problem' in answer) throw new Error(answer.sentence);
    return 'hierarchy' in answer ? (answer.hierarchy ?? '') : '';
  }

  async screenshot(): Promise<Uint8Array> {
    const answer = await this.#ask({ kind: 'screenshot' });
    if ('screenshot' in answer) return answer.screenshot;
    throw new Error('sentence' in answer ? answer.sentence : 'The page answered something else.');
  }

  /** `wm size` and `wm density`. @returns what the screen is by itself */
  async force(forced: ForcedDisplay): Promise<DisplayMetrics | null> {
    const answer = await this.#ask({ kind: 'display', forced });
    return 'display' in answer ? answer.display : null;
  }

  async input(input: UiInput): Promise<void> {
    const answer = await this.#ask(input);
    if ('problem' in answer) throw new Error(answer.sentence);
  }

  #ask(request: UiRequest): Promise<UiAnswer> {
    const id = String(++this.#lastId);
    const { promise, resolve } = Promise.withResolvers<UiAnswer>();
    this.#answers.set(id, resolve);
    this.#questions.set({ id, request });
    return promise;
  }

  async *#asked(): AsyncGenerator<UiQuestion> {
    for await (const question of this.#questions.values()) if (question !== null) yield question;
  }
}
