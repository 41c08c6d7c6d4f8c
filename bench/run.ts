// `npm run bench` measures the built host; `npm run bench -- mediastore` the media database by itself,
// `npm run bench -- index` how fast a folder is indexed, `npm run bench -- thumbnails` how fast pictures are made; and in
// a browser `npm run bench -- documents` the document picker on a large directory, and `npm run bench -- picker` the photo
// picker on libraries of up to 100,000 photos; `npm run bench -- adb` a real adb against the built host, and
// `npm run bench -- client` the client library.
if (process.argv[2] === 'mediastore') await import('./mediastore.ts');
else if (process.argv[2] === 'index') await import('./indexing.ts');
else if (process.argv[2] === 'thumbnails') await import('./thumbnails.ts');
else if (process.argv[2] === 'documents') await import('./documents.ts');
else if (process.argv[2] === 'picker') await import('./picker.ts');
else if (process.argv[2] === 'adb') await import('./adb.ts');
else if (process.argv[2] === 'client') await import('./client.ts');
else await import('./wholeHost.ts');
