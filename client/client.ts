import createClient, { type Client } from 'openapi-fetch';
import type { paths } from './api.gen.ts';

/**
 * The API of an installation, each call with its types: `client.GET('/api/v1/bookings', …)` answers `{ data }`, or
 * `{ error }` with problem details (RFC 9457).
 *
 * @param url where the installation is: `https://agent.example.com`
 * @param key an API key of the business, `wak_…`
 */
export function whatsAgent(url: string, key: string): Client<paths> {
  return createClient<paths>({ baseUrl: url, headers: { authorization: `Bearer ${key}` } });
}
