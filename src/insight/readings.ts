import { z } from 'zod';

/**
 * Everything that a rule may look at.
 *
 * `databaseDown`, `tokenRefused`, `paymentProblem`, `templatesRejected`, `numberQuality`, `accountProblem`: 1 or more when
 * it is so. `probesFailed`: questions to `/health` in a row without a good answer. `syntheticFailed`: visits
 * of the synthetic customer in a row that missed the right answer. `burn…`: how many times too fast the
 * budget of errors is spent, the lower of the two windows of each pace. `webhookSilentMinutes`: only minutes of opening
 * hours. `channelsFailing`: channels that could not deliver. What ends in a unit is in it.
 */
export const readingNames = [
  'databaseDown',
  'probesFailed',
  'syntheticFailed',
  'apiSilentSeconds',
  'workerSilentSeconds',
  'burnFast',
  'burnMiddle',
  'burnSlow',
  'burnCreeping',
  'burnLatency',
  'errorPercent',
  'responseMs',
  'replySeconds',
  'cpuPercent',
  'memoryPercent',
  'diskPercent',
  'diskFullHours',
  'processMemoryMb',
  'eventLoopMs',
  'connectionsPercent',
  'transactionSeconds',
  'replicationLagSeconds',
  'inboxSeconds',
  'turnSeconds',
  'outboxSeconds',
  'deadLetters',
  'webhookSilentMinutes',
  'tokenRefused',
  'tokenDays',
  'paymentProblem',
  'templatesRejected',
  'numberQuality',
  'accountProblem',
  'backupHours',
  'drillDays',
  'certificateDays',
  'auditUnknownHours',
  'refusedPerMinute',
  'modelSpendPercent',
  'channelSpendPercent',
  'channelForecastPercent',
  'handoffsWaitingMinutes',
  'channelsFailing',
] as const;
export type ReadingName = (typeof readingNames)[number];

/** `null` is unknown: it neither breaks a rule nor mends it. */
export type Readings = Readonly<Record<ReadingName, number | null>>;

/** All unknown. */
export const noReadings: Readings = z
  .record(z.enum(readingNames), z.number().nullable())
  .parse(Object.fromEntries(readingNames.map((name) => [name, null])));
