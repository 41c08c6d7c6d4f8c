// Mirrors SettingsService.MyShellCommand.
import { SETTINGS_NAMESPACES, type SettingsNamespace } from '../../device/settingsStore.ts';
import { FAILED, type Service, type ServiceIo, type ServiceMethod, type ShellArguments } from './shellCommand.ts';

type Asked = Readonly<{ namespace: SettingsNamespace; rest: readonly string[] }>;

type Run = (asked: Asked, io: ServiceIo, services: Parameters<ServiceMethod>[2]) => Promise<void> | void;

/** @param count of arguments behind the namespace, fewest and most */
function method([fewest, most]: readonly [number, number], run: Run): ServiceMethod {
  return async (args, io, services) => {
    const words = wordsOf(args);
    const [first = '', ...rest] = words;
    const namespace = SETTINGS_NAMESPACES.find((each) => each === first.toLowerCase());
    const problem =
      words.length === 0
        ? 'Bad arguments'
        : namespace === undefined
          ? `Invalid namespace '${first}'`
          : rest.length > most
            ? 'Too many arguments'
            : rest.length < fewest
              ? 'Bad arguments'
              : null;
    if (problem !== null || namespace === undefined) {
      await io.errorLine(problem ?? '');
      return FAILED;
    }
    await run({ namespace, rest }, io, services);
    return 0;
  };
}

/** Without --user, which is the only one there is, and what `put` may have behind its value. */
function wordsOf(args: ShellArguments): readonly string[] {
  const words: string[] = [];
  const all = args.remaining();
  for (let index = 0; index < all.length; index++) {
    const word = all[index] ?? '';
    if (word === '--user') index++;
    else if (word !== '--lineage') words.push(word);
  }
  return words;
}

export const SETTINGS_SERVICE: Service = {
  help: `Settings provider (settings) commands:
  help
      Print this help text.
  get [--user <USER_ID> | current] NAMESPACE KEY
  put [--user <USER_ID> | current] NAMESPACE KEY VALUE [TAG] [default]
  delete [--user <USER_ID> | current] NAMESPACE KEY
  list [--user <USER_ID> | current] NAMESPACE
      NAMESPACE is one of {system, secure, global}, case-insensitive
`,
  methods: {
    get: method([1, 1], ({ namespace, rest: [key = ''] }, io, { settings }) =>
      io.line(settings.get(namespace, key) ?? 'null'),
    ),
    put: method([2, 4], ({ namespace, rest: [key = '', value = ''] }, _, { settings }) => {
      settings.set(namespace, key, value);
    }),
    delete: method([1, 1], ({ namespace, rest: [key = ''] }, io, { settings }) =>
      io.line(`Deleted ${settings.set(namespace, key, null) ? 1 : 0} rows`),
    ),
    list: method([0, 0], ({ namespace }, io, { settings }) =>
      io.print(
        settings
          .list(namespace)
          .map(([key, value]) => `${key}=${value}\n`)
          .join(''),
      ),
    ),
  },
  unknown: async (name, io) => {
    await io.errorLine(`Invalid command: ${name}`);
    return FAILED;
  },
};
