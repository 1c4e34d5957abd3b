import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { z } from 'zod';

/*
 * A model that does what a script says, behind the two formats that providers speak: OpenAI's chat completions and
 * Anthropic's messages. It listens on this machine alone.
 */

/** What was asked, as far as a player looks at it. */
export type Asked = {
  readonly format: 'openai' | 'anthropic';
  readonly model: string;
  readonly instructions: string;
  /** The data as text: JSON, and after a refusal a second line of it. */
  readonly data: string;
  /** Pictures that came along. */
  readonly pictures: number;
  /** How many calls came before this one. */
  readonly count: number;
};

/** What the model does. `hang`: it takes the request and never answers; `raw`: bytes that are no answer. */
export type Play =
  | { readonly kind: 'text'; readonly text: string; readonly delayMs?: number; readonly tokens?: number }
  | { readonly kind: 'tool'; readonly name: string; readonly args: unknown }
  | { readonly kind: 'status'; readonly status: number }
  | { readonly kind: 'raw'; readonly body: string }
  | { readonly kind: 'cut' }
  | { readonly kind: 'hang' };

export type Player = (asked: Asked) => Play;

export type ScriptedModel = {
  /** For `LLM_BASE_URL`, in both formats. */
  readonly url: string;
  readonly asked: readonly Asked[];
  readonly setPlayer: (player: Player) => void;
  readonly close: () => Promise<void>;
};

const Content = z
  .union([z.string(), z.array(z.looseObject({ type: z.string().default('text'), text: z.string().default('') }))])
  .transform((content) => ({ text: textOf(content), pictures: picturesIn(content) }));
const OpenAiRequest = z.looseObject({
  model: z.string(),
  messages: z.array(z.looseObject({ role: z.string(), content: Content })),
});
const AnthropicRequest = z.looseObject({
  model: z.string(),
  system: Content.default({ text: '', pictures: 0 }),
  messages: z.array(z.looseObject({ role: z.string(), content: Content })),
});

type Part = { readonly type: string; readonly text: string };

function textOf(content: string | readonly Part[]): string {
  if (typeof content === 'string') return content;
  return content.flatMap(({ type, text }) => (type === 'text' ? [text] : [])).join('\n');
}

function picturesIn(content: string | readonly Part[]): number {
  return typeof content === 'string' ? 0 : content.filter(({ type }) => type.startsWith('image')).length;
}

export async function openScriptedModel(first: Player, port = 0): Promise<ScriptedModel> {
  const asked: Asked[] = [];
  let player = first;
  const server = createServer((request, response) => {
    void bodyOf(request).then((body) => {
      const one = askedIn(request.url ?? '', body, asked.length);
      if (!one) return response.writeHead(404).end();
      asked.push(one);
      return perform(player(one), one, response);
    });
  });
  await new Promise<void>((done, fail) => server.once('error', fail).listen(port, '127.0.0.1', done));
  return {
    url: `http://127.0.0.1:${portOf(server)}/v1`,
    asked,
    setPlayer: (next) => {
      player = next;
    },
    close: async () => {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
}

function portOf(server: Server): number {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}

async function bodyOf(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(chunk));
  return JSON.parse(Buffer.concat(chunks).toString() || '{}');
}

function askedIn(url: string, body: unknown, count: number): Asked | null {
  if (url.endsWith('/chat/completions')) {
    const { model, messages } = OpenAiRequest.parse(body);
    const of = (role: string) => messages.filter((each) => each.role === role).map(({ content }) => content);
    return { format: 'openai', model, instructions: textIn(of('system')), count, ...dataIn(of('user')) };
  }
  if (!url.endsWith('/messages')) return null;
  const { model, system, messages } = AnthropicRequest.parse(body);
  const data = dataIn(messages.map(({ content }) => content));
  return { format: 'anthropic', model, instructions: system.text, count, ...data };
}

type Contents = readonly z.output<typeof Content>[];

const textIn = (contents: Contents) => contents.map(({ text }) => text).join('\n');

function dataIn(contents: Contents): Pick<Asked, 'data' | 'pictures'> {
  return { data: textIn(contents), pictures: contents.reduce((sum, { pictures }) => sum + pictures, 0) };
}

function perform(play: Play, asked: Asked, response: ServerResponse): void {
  switch (play.kind) {
    case 'hang':
      return;
    case 'cut':
      response.writeHead(200, { 'content-type': 'application/json' });
      response.write('{"id":"cut","choi');
      setTimeout(() => response.destroy(), 5);
      return;
    case 'status':
      response.writeHead(play.status, { 'content-type': 'application/json', 'retry-after': '1' });
      response.end(JSON.stringify({ error: { message: `scripted ${play.status}`, type: 'scripted' } }));
      return;
    case 'raw':
      response.writeHead(200, { 'content-type': 'application/json' }).end(play.body);
      return;
    case 'text':
    case 'tool':
      setTimeout(() => send(asked, play, response), play.kind === 'text' ? (play.delayMs ?? 0) : 0);
  }
}

type Spoken = Extract<Play, { kind: 'text' | 'tool' }>;

function send(asked: Asked, play: Spoken, response: ServerResponse): void {
  const body = asked.format === 'openai' ? openAiAnswer(asked, play) : anthropicAnswer(asked, play);
  response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

/** About as providers count. */
const tokensOf = (text: string) => Math.ceil(text.length / 4);

function spentOn({ instructions, data }: Asked, play: Spoken) {
  const text = play.kind === 'text' ? play.text : JSON.stringify(play.args);
  const given = play.kind === 'text' ? play.tokens : undefined;
  return { input: given ?? tokensOf(instructions + data), output: tokensOf(text) };
}

function openAiAnswer(asked: Asked, play: Spoken): object {
  const { input, output } = spentOn(asked, play);
  const call = { id: 'call_1', type: 'function' };
  const message =
    play.kind === 'text'
      ? { role: 'assistant', content: play.text }
      : {
          role: 'assistant',
          content: null,
          tool_calls: [{ ...call, function: { name: play.name, arguments: JSON.stringify(play.args) } }],
        };
  return {
    id: `chatcmpl-${asked.count}`,
    object: 'chat.completion',
    created: 0,
    model: asked.model,
    choices: [{ index: 0, message, finish_reason: play.kind === 'text' ? 'stop' : 'tool_calls' }],
    usage: { prompt_tokens: input, completion_tokens: output, total_tokens: input + output },
  };
}

function anthropicAnswer(asked: Asked, play: Spoken): object {
  const { input, output } = spentOn(asked, play);
  const block =
    play.kind === 'text'
      ? { type: 'text', text: play.text }
      : { type: 'tool_use', id: 'toolu_1', name: play.name, input: play.args };
  return {
    id: `msg_${asked.count}`,
    type: 'message',
    role: 'assistant',
    model: asked.model,
    content: [block],
    stop_reason: play.kind === 'text' ? 'end_turn' : 'tool_use',
    stop_sequence: null,
    usage: { input_tokens: input, output_tokens: output },
  };
}
