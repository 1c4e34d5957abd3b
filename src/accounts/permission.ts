import { z } from 'zod';

/** Everything that a route can ask for, each read by somebody who must not have the next. */
export const permissions = [
  'conversations.read',
  'conversations.write',
  'bookings.read',
  'bookings.write',
  'contacts.read',
  'contacts.write',
  'contacts.export',
  'contacts.erase',
  'campaigns.read',
  'campaigns.write',
  'business.read',
  'business.write',
  'numbers.check',
  'reports.read',
  'operations.read',
  'operations.write',
  'releases.write',
  'users.read',
  'users.write',
  'keys.write',
  'audit.read',
] as const;
export const Permission = z.enum(permissions);
export type Permission = z.output<typeof Permission>;

export const roles = ['owner', 'attendant', 'operator', 'administrator', 'engineer', 'viewer'] as const;
export const Role = z.enum(roles);
export type Role = z.output<typeof Role>;

/**
 * Who may what. The runbook's people: the operator is on call, the administrator keeps the installation and its users, the
 * engineer deploys. None of them reads what contacts write, for their work needs no word of it.
 */
export const granted: Readonly<Record<Role, readonly Permission[]>> = {
  owner: permissions,
  attendant: [
    'conversations.read',
    'conversations.write',
    'bookings.read',
    'bookings.write',
    'contacts.read',
    'contacts.write',
    'campaigns.read',
    'business.read',
    'reports.read',
  ],
  operator: ['business.read', 'numbers.check', 'operations.read', 'operations.write', 'audit.read'],
  administrator: [
    'business.read',
    'business.write',
    'numbers.check',
    'operations.read',
    'operations.write',
    'users.read',
    'users.write',
    'keys.write',
    'audit.read',
  ],
  engineer: ['business.read', 'numbers.check', 'operations.read', 'operations.write', 'releases.write'],
  viewer: ['bookings.read', 'business.read', 'reports.read'],
};

/** What is of the machine and not of a business: for the first business of the installation alone. */
const ofInstallation: ReadonlySet<Permission> = new Set(['operations.read', 'operations.write', 'releases.write']);

/** Of these permissions those that count in a business. */
export function within(isFirst: boolean, all: readonly Permission[]): ReadonlySet<Permission> {
  return new Set(all.filter((permission) => isFirst || !ofInstallation.has(permission)));
}

/** May somebody with these permissions give this role, or take it away? An owner's only an owner can. */
export function mayGrant(own: ReadonlySet<Permission>, role: Role): boolean {
  if (role !== 'owner') return own.has('users.write');
  return granted.owner.every((permission) => own.has(permission) || ofInstallation.has(permission));
}
