// `npm run bench` measures the built host; `npm run bench -- mediastore` the media database by itself,
// `npm run bench -- index` how fast a folder is indexed, and `npm run bench -- thumbnails` how fast pictures are made.
if (process.argv[2] === 'mediastore') await import('./mediastore.ts');
else if (process.argv[2] === 'index') await import('./indexing.ts');
else if (process.argv[2] === 'thumbnails') await import('./thumbnails.ts');
else await import('./wholeHost.ts');
