import { createHmac } from 'node:crypto';
import { after } from 'node:test';
import { hashPassword } from '../src/accounts/password.ts';
import { putMember, putUser } from '../src/accounts/join.store.ts';
import type { Role } from '../src/accounts/permission.ts';
import type { UserId } from '../src/accounts/account.ts';
import { openApi } from '../src/api.ts';
import type { BusinessId } from '../src/business/business.ts';
import { demoBusiness } from '../src/business/demo.ts';
import { putBusiness } from '../src/business/file.store.ts';
import type { Db } from '../src/platform/db.ts';
import { openLog } from '../src/platform/log.ts';
import { testDatabase } from '../src/platform/testing.ts';
import { demoConfig } from './stack.ts';

export const password = 'uma senha comprida';
const passwordHash = await hashPassword(password);

/** What an authenticator shows (RFC 6238, SHA-1, 30 s, six digits) of the secret in an `otpauth:` URI. */
export function codeOf(uri: string, at = Date.now()): string {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
  const secret = (new URL(uri).searchParams.get('secret') ?? '').replaceAll('=', '');
  const bits = Array.from(secret, (letter) => alphabet.indexOf(letter).toString(2).padStart(5, '0')).join('');
  const key = Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(at / 30_000)));
  const mac = createHmac('sha1', key).update(counter).digest();
  const place = (mac.at(-1) ?? 0) & 15;
  return String((mac.readUInt32BE(place) & 0x7fffffff) % 1_000_000).padStart(6, '0');
}

/** Somebody at a browser: keeps the cookies that it is given and sends them along. */
export class Browser {
  readonly #url: string;
  cookies = new Map<string, string>();

  constructor(url: string) {
    this.#url = url;
  }

  async fetch(method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Response> {
    const response = await fetch(`${this.#url}${path}`, {
      method,
      headers: {
        cookie: [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; '),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    for (const cookie of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
      if (/max-age=0/i.test(cookie)) this.cookies.delete(name);
      else this.cookies.set(name, value);
    }
    return response;
  }

  /** The status and the body, which may be empty. */
  async call(method: string, path: string, body?: unknown, headers?: Record<string, string>) {
    const response = await this.fetch(method, `/api/v1${path}`, body, headers);
    const text = await response.text();
    return { status: response.status, body: text === '' ? null : JSON.parse(text) };
  }
}

export type Dashboard = {
  readonly db: Db;
  readonly url: string;
  readonly business: BusinessId;
  readonly browser: () => Browser;
  /** Somebody of this role, signed in; of this business unless another is named. */
  readonly as: (
    role: Role,
    business?: BusinessId,
  ) => Promise<Browser & { readonly user: UserId; readonly email: string }>;
};

/** The API on a database with the demo business, closed when the tests of the file are over. */
export async function openDashboard(settings: Record<string, string> = {}): Promise<Dashboard> {
  const { db, url: database } = await testDatabase();
  const config = await demoConfig(database, settings);
  const number = { phoneNumberId: config.WHATSAPP_PHONE_NUMBER_ID, displayPhoneNumber: '' };
  const business = await putBusiness(db, demoBusiness, number);
  const api = await openApi(config, database, openLog('silent'));
  after(() => api.close());
  return dashboardOf({ db, business, url: `http://127.0.0.1:${config.PORT}` });
}

/** The same of an API that runs already. */
export function dashboardOf({ db, url, business }: Pick<Dashboard, 'db' | 'url' | 'business'>): Dashboard {
  let people = 0;
  return {
    db,
    url,
    business,
    browser: () => new Browser(url),
    async as(role, where = business) {
      const email = `${role}-${++people}@equipe.example`;
      const user = await putUser(db, { name: role, email, passwordHash });
      if (!user) throw new Error('the address is taken');
      await putMember(db, where, { user, role });
      const browser = new Browser(url);
      const { status } = await browser.call('POST', '/session', { email, password });
      if (status !== 200) throw new Error(`signing in answered ${status}`);
      return Object.assign(browser, { user, email });
    },
  };
}
