// The inside of utilityProcess.fork: gives the module its process.parentPort, then runs it.
import { EventEmitter } from 'node:events';
import { pathToFileURL } from 'node:url';

const [, , modulePath = '', ...args] = process.argv;

class ParentPort extends EventEmitter {
  postMessage(message: unknown): void {
    process.send?.(message as object);
  }
}

const parentPort = new ParentPort();
const waiting: unknown[] = [];
process.on('message', (data) => {
  if (parentPort.listenerCount('message') === 0) waiting.push(data);
  else parentPort.emit('message', { data, ports: [] });
});
parentPort.on('newListener', (event) => {
  if (event === 'message')
    queueMicrotask(() => {
      for (const data of waiting.splice(0)) parentPort.emit('message', { data, ports: [] });
    });
});
process.on('disconnect', () => process.exit(0));
Object.defineProperty(process, 'parentPort', { value: parentPort });
Object.defineProperty(process, 'type', { value: 'utility' });
process.argv = [process.execPath, modulePath, ...args];

await import(pathToFileURL(modulePath).href);
