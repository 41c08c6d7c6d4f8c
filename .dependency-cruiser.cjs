// Who may import whom: the only copy of this rule. `npm run imports` checks it.
const service = (name) => `^main/${name}/`;
const may = (from, to) => ({
  name: `${from.replace(/\W+/g, ' ').trim()}: only what it may import`,
  severity: 'error',
  from: { path: from },
  to: { pathNot: ['^node:', 'node_modules', ...to], dependencyTypesNot: ['core', 'npm', 'npm-dev', 'npm-optional'] },
});
const contract = '^contract/';
const foundation = [contract, service('device'), service('log')];
const packages = [...foundation, service('packages')];
const permission = [...packages, service('permission')];
const uri = [...packages, service('uri')];
const content = [...new Set([...permission, ...uri, service('content')])];

module.exports = {
  forbidden: [
    { name: 'no cycles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'contract is made of words only: no Node, no npm package',
      severity: 'error',
      from: { path: '^contract/' },
      to: { dependencyTypes: ['core', 'npm', 'npm-dev', 'npm-optional'] },
    },
    may('^contract/android/', ['^contract/android/']),
    may('^contract/rpc/', ['^contract/']),
    may('^main/(device|log)/', foundation),
    may('^main/packages/', packages),
    may('^main/permission/', permission),
    may('^main/uri/', uri),
    may('^main/content/', content),
    may('^main/providers/', [...content, '^main/providers/']),
    {
      name: 'providers are strangers to each other',
      severity: 'error',
      from: { path: '^main/providers/([^/]+)/' },
      to: { path: '^main/providers/([^/]+)/', pathNot: '^main/providers/$1/' },
    },
    may('^main/activity/', [...content, service('activity')]),
    may('^main/shell/', [...content, service('shell')]),
    may('^main/adb/', [...content, service('adb'), '^main/shell/shellService\\.ts$']),
    may('^main/system\\w*\\.ts$', [contract, '^main/(?!hosts/)']),
    {
      ...may('^main/hosts/', [contract, '^main/']),
      from: { path: '^main/hosts/', pathNot: '^main/hosts/(http/|(providerProcess|generatedLibrary|scenarios)\\.ts)' },
    },
    may('^main/hosts/generatedLibrary\\.ts', [contract, '^main/', '^fixtures/generator/']),
    may('^main/hosts/scenarios\\.ts', [contract, '^main/', '^scenario/']),
    // It does what a person does in the client library's words.
    may('^main/hosts/http/', [contract, '^main/', '^sdk/']),
    // A process of its own: what runs there is the library of whoever wrote a provider.
    may('^main/hosts/providerProcess\\.ts', [contract, '^main/providers/documents/process/', '^sdk/']),
    // A command is a client like any other; what starts a device is part of the host.
    may('^cli/', [contract, '^cli/', '^sdk/', '^scenario/', '^main/hosts/', '^main/system\\.ts$', '^main/packages/']),
    may('^mediaextractor/', [contract, '^mediaextractor/']),
    may('^preload/', [contract, '^preload/']),
    may('^sdk/', [contract, '^sdk/']),
    may('^testing/', [contract, '^sdk/', '^testing/']),
    may('^scenario/', [contract, '^scenario/', '^sdk/', '^fixtures/generator/']),
    may('^renderer/apps/', ['^sdk/', contract, '^renderer/ui/', '^renderer/apps/']),
    may('^renderer/(permissioncontroller|photopicker|settings|mediaprovider|documentsui|systemui)/', [
      contract,
      '^sdk/',
      '^renderer/ui/',
      '^renderer/$1/',
    ]),
    may('^renderer/', [contract, '^sdk/', '^renderer/']),
    {
      name: 'an app sees the device only through the client library',
      severity: 'error',
      from: { path: '^renderer/apps/' },
      to: { path: '^contract/rpc/(deviceApi|systemUi)' },
    },
    {
      name: 'electron stays at the edge',
      severity: 'error',
      from: { pathNot: '^(main/hosts/electron\\w*\\.ts|preload/|tests/)' },
      to: { path: 'node_modules/electron/' },
    },
    {
      name: 'oRPC is imported in the two files that speak it',
      severity: 'error',
      from: { pathNot: '^(main/hosts/rpcServer\\.ts|sdk/rpcClient\\.ts)' },
      to: { path: 'node_modules/@orpc/' },
    },
    {
      name: 'the client library runs in a browser',
      severity: 'error',
      from: { path: '^(sdk|renderer)/' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'nothing dead: a file somebody imports',
      severity: 'error',
      from: {
        orphan: true,
        path: '^(cli|contract|main|mediaextractor|preload|renderer|scenario|sdk)/',
        pathNot: '(tsconfig|\\.d\\.ts$|\\.css$|^preload/index\\.ts$)',
      },
      to: {},
    },
  ],
  options: {
    // TypeScript 7 has no API that dependency-cruiser could use; with it and no other parser it would see 0 modules.
    parser: 'swc',
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '\\.css$' },
    enhancedResolveOptions: {
      extensions: ['.ts', '.tsx', '.mjs', '.js', '.json'],
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
    },
  },
};
