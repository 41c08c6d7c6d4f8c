// `npm run bench` measures the built host; `npm run bench -- mediastore` the media database by itself.
if (process.argv[2] === 'mediastore') await import('./mediastore.ts');
else await import('./wholeHost.ts');
