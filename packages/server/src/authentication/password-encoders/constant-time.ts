// Comparison that takes the same time wherever two values differ, and whatever their lengths.
import { createHash, timingSafeEqual } from 'node:crypto';

/** Whether both are the same bytes. Compares digests, since `timingSafeEqual` wants equal lengths. */
export function equalInConstantTime(left: string | Uint8Array, right: string | Uint8Array): boolean {
  return timingSafeEqual(sha256(left), sha256(right));
}

function sha256(value: string | Uint8Array): Buffer {
  return createHash('sha256').update(value).digest();
}
