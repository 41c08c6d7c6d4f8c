// `npm run bench` measures the built host; `npm run bench -- mediastore` the media database by itself, and
// `npm run bench -- index` how fast a folder is indexed.
if (process.argv[2] === 'mediastore') await import('./mediastore.ts');
else if (process.argv[2] === 'index') await import('./indexing.ts');
else await import('./wholeHost.ts');
