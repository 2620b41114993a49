import { createServer } from 'node:http';

// What the read operation is held against: no parsing, no signature, no data, the same number of bytes.
const [port, length] = process.argv.slice(2).map(Number);
const body = Buffer.from(JSON.stringify({ constant: 'x'.repeat(Math.max(0, (length ?? 0) - 15)) }));

createServer((incoming, outgoing) => {
  incoming.resume();
  outgoing.writeHead(200, {
    'content-type': 'application/json;charset=utf-8',
    'content-length': body.length,
  });
  outgoing.end(body);
}).listen(port, '127.0.0.1');
