import { hkdfSync } from 'node:crypto';
import { betterAuth } from 'better-auth';
import { twoFactor } from 'better-auth/plugins';
import pg from 'pg';
import type { Secret } from '../platform/secret.ts';
import { hashPassword, isPassword } from './password.ts';

type Settings = {
  readonly database: Secret;
  /** Signs cookies and seals second factors. */
  readonly secret: Secret;
  /** Where browsers find us. */
  readonly url: string;
};

export type Auth = ReturnType<typeof openAuth>['auth'];

/** A session ends after a week in which nobody came, and is prolonged at most once a day. */
const sessionSeconds = 7 * 24 * 3600;

/** What better-auth calls our columns. */
const tables = {
  user: {
    modelName: 'users',
    fields: { emailVerified: 'email_verified', createdAt: 'created_at', updatedAt: 'updated_at' },
  },
  session: {
    modelName: 'sessions',
    expiresIn: sessionSeconds,
    fields: {
      userId: 'user_id',
      expiresAt: 'expires_at',
      ipAddress: 'ip_address',
      userAgent: 'user_agent',
      createdAt: 'created_at',
      updatedAt: 'updated_at',
    },
  },
  account: {
    modelName: 'credentials',
    fields: {
      userId: 'user_id',
      accountId: 'account_id',
      providerId: 'provider_id',
      accessToken: 'access_token',
      refreshToken: 'refresh_token',
      idToken: 'id_token',
      accessTokenExpiresAt: 'access_token_expires_at',
      refreshTokenExpiresAt: 'refresh_token_expires_at',
      createdAt: 'created_at',
      updatedAt: 'updated_at',
    },
  },
  verification: {
    modelName: 'verifications',
    fields: { expiresAt: 'expires_at', createdAt: 'created_at', updatedAt: 'updated_at' },
  },
} as const;

const secondFactor = twoFactor({
  issuer: 'WhatsApp Agent',
  twoFactorTable: 'two_factors',
  schema: {
    user: { fields: { twoFactorEnabled: 'two_factor_enabled' } },
    twoFactor: {
      fields: {
        userId: 'user_id',
        backupCodes: 'backup_codes',
        failedVerificationCount: 'failed_verification_count',
        lockedUntil: 'locked_until',
      },
    },
  },
});

/**
 * better-auth on our tables, called from our own routes only: its HTTP handler is not served. It has a pool of its own, for
 * it wants dates as JavaScript's `Date`.
 */
export function openAuth({ database, secret, url }: Settings) {
  const pool = new pg.Pool({
    connectionString: database.reveal(),
    max: 4,
    connectionTimeoutMillis: 5_000,
    statement_timeout: 15_000,
    allowExitOnIdle: true,
  });
  pool.on('error', () => undefined);
  const auth = betterAuth({
    appName: 'WhatsApp Agent',
    baseURL: url,
    secret: secret.reveal(),
    database: pool,
    telemetry: { enabled: false },
    logger: { disabled: true },
    // Our routes count by themselves, over all processes.
    rateLimit: { enabled: false },
    advanced: {
      cookiePrefix: 'whats-agent',
      useSecureCookies: url.startsWith('https:'),
      database: { generateId: 'uuid' },
    },
    emailAndPassword: {
      enabled: true,
      // Who may come in is invited; `accounts/join.store.ts` makes the rows.
      disableSignUp: true,
      minPasswordLength: 10,
      revokeSessionsOnPasswordReset: true,
      password: { hash: hashPassword, verify: ({ hash, password }) => isPassword(hash, password) },
    },
    ...tables,
    plugins: [secondFactor],
  });
  return { auth, close: () => pool.end() };
}

/** A secret of its own for sessions, made of one that every installation has: who learns one has not the other. */
export function sessionSecret(from: Secret): string {
  return Buffer.from(hkdfSync('sha256', from.reveal(), '', 'whats-agent sessions', 32)).toString('base64url');
}
