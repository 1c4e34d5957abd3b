import { filesInBucket } from './platform/bucket.ts';
import type { Config } from './platform/config.ts';
import { filesIn, type Files } from './platform/files.ts';

/** Longer than the largest file takes on a slow line. */
const bucketMs = 60_000;

/** Where files are kept: in a bucket, if one is named, else in a folder. */
export function filesOf({ FILES_DIR, FILES_BUCKET: url, ...config }: Config): Files {
  const { FILES_BUCKET_KEY: key, FILES_BUCKET_SECRET: secret, FILES_BUCKET_REGION: region } = config;
  return url && key && secret ? filesInBucket({ url, key, secret, region, timeoutMs: bucketMs }) : filesIn(FILES_DIR);
}
