const { parentPort } = process;
parentPort.on('message', ({ data }) => parentPort.postMessage(`heard ${data}`));
