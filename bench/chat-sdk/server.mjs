import { createServer } from 'node:http';
import { createPostgresState } from '@chat-adapter/state-pg';
import { createWhatsAppAdapter } from '@chat-adapter/whatsapp';
import { Chat, ConsoleLogger } from 'chat';

/**
 * The Chat SDK behind a bare HTTP server, set up as its README says: adapter and state read their settings from the
 * environment. `queue` is what its documentation names for customer support; by default a message that overlaps
 * another one of its contact is dropped. With the argument `silent` the handler counts and does not reply.
 */
const logger = new ConsoleLogger('error');
const chat = new Chat({
  userName: 'bench',
  adapters: { whatsapp: createWhatsAppAdapter({ logger }) },
  state: createPostgresState({ logger }),
  concurrency: 'queue',
  logger,
});
const replies = process.argv[2] !== 'silent';
let handled = 0;

chat.onDirectMessage(async (thread, _message, _channel, context) => {
  if (replies) await thread.post('A limpeza de pele custa R$ 120,00.');
  handled += 1 + (context?.skipped.length ?? 0);
});
await chat.initialize();

async function bodyOf(request) {
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks);
}

async function answer(request, response) {
  if (request.method === 'GET') {
    response.end(String(handled));
    return;
  }
  const { headers, method, url } = request;
  const answered = await chat.webhooks.whatsapp(
    new Request(`http://127.0.0.1${url}`, { method, headers, body: await bodyOf(request) }),
  );
  const text = await answered.text();
  response.writeHead(answered.status, { 'content-length': Buffer.byteLength(text) }).end(text);
}

const server = createServer((request, response) => {
  answer(request, response).catch(() => response.writeHead(500).end());
});
server.listen(Number(process.env.PORT), '127.0.0.1');
