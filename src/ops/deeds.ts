import { z } from 'zod';
import { parseJson } from '../platform/json.ts';
import type { Finding } from './finding.ts';

/** Who may do what was changed: keys, members, roles. */
const guarded = '^(POST|PUT|PATCH|DELETE) /api/v1/(api-keys|users)';

/** The statement that answers with the changes of keys and permissions since a moment, as JSON. Ids only, no names. */
export const deedsSince = (since: Temporal.Instant): string => `
  select coalesce(json_agg(found), '[]')::text from (
    select a.at, a.action, coalesce(a.user_id, a.api_key_id) as actor, a.status, a.ip_address as ip
    from businesses b join audit a on a.business_id = b.id
    where a.at >= '${since.toString()}' and a.action not like 'GET %' and a.action ~ '${guarded}'
    order by a.at desc limit 1000) as found`;

/** How many API keys are good for ever, and how many were not used for 90 days. */
export const keysAtLarge = `
  select json_build_object(
    'endless', count(*) filter (where expires_at is null),
    'idle', count(*) filter (where coalesce(used_at, made_at) < now() - interval '90 days'))::text
  from api_keys where revoked_at is null and (expires_at is null or expires_at > now())`;

const Deed = z.object({
  at: z.string(),
  action: z.string(),
  actor: z.string().nullable(),
  status: z.number().nullable(),
  ip: z.string().nullable(),
});
export type Deed = z.output<typeof Deed>;

export const deedsIn = (answer: string): Deed[] => z.array(Deed).parse(parseJson(Buffer.from(answer)));

/** New keys and changed permissions are shown, for the person who reads to know them. */
export function judgeDeeds(deeds: readonly Deed[]): Finding[] {
  const check = 'keys and permissions';
  if (deeds.length === 0) return [{ check, level: 'ok', says: 'nothing was changed in the last day' }];
  const fix = 'Did you expect it? The audit in the dashboard says who; DELETE takes a key or a person away.';
  return deeds.map(({ at, action, actor, status, ip }) => ({
    check,
    level: 'warning',
    says: `${at.slice(0, 16)} ${action} by ${actor ?? 'the installation'} from ${ip ?? 'unknown'} (${status ?? 'not finished'})`,
    fix,
  }));
}

const Keys = z.object({ endless: z.int(), idle: z.int() });
export const keysIn = (answer: string): z.output<typeof Keys> => Keys.parse(parseJson(Buffer.from(answer)));

export function judgeKeys({ endless, idle }: z.output<typeof Keys>): Finding[] {
  const check = 'API keys';
  const fix = 'Dashboard, API keys: make one with an end, give it to the program, and revoke the old one.';
  const found: Finding[] = [
    ...(endless > 0 ? [{ check, level: 'warning', says: `${endless} never end`, fix } as const] : []),
    ...(idle > 0
      ? [
          {
            check,
            level: 'warning',
            says: `${idle} were not used for 90 days`,
            fix: 'Dashboard, API keys: revoke what nobody uses.',
          } as const,
        ]
      : []),
  ];
  return found.length > 0 ? found : [{ check, level: 'ok', says: 'each has an end and is in use' }];
}
