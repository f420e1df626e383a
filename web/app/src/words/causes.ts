/**
 * Hangup causes in plain words. Names are FreeSWITCH's, most of them causes of ITU-T Q.850; the
 * others are its own. The PBX's name is always shown beside them.
 */

import type { Language } from '../api/w3.ts';
import causes from './causes.json' with { type: 'json' };

export const CAUSES: Record<string, Record<Language, string>> = causes;

/** The Q.850 cause stands in where the PBX gives a number only. */
const BY_Q850: Record<number, string> = {
  1: 'UNALLOCATED_NUMBER',
  2: 'NO_ROUTE_TRANSIT_NET',
  3: 'NO_ROUTE_DESTINATION',
  16: 'NORMAL_CLEARING',
  17: 'USER_BUSY',
  18: 'NO_USER_RESPONSE',
  19: 'NO_ANSWER',
  20: 'SUBSCRIBER_ABSENT',
  21: 'CALL_REJECTED',
  22: 'NUMBER_CHANGED',
  27: 'DESTINATION_OUT_OF_ORDER',
  28: 'INVALID_NUMBER_FORMAT',
  29: 'FACILITY_REJECTED',
  31: 'NORMAL_UNSPECIFIED',
  34: 'NORMAL_CIRCUIT_CONGESTION',
  38: 'NETWORK_OUT_OF_ORDER',
  41: 'NORMAL_TEMPORARY_FAILURE',
  42: 'SWITCH_CONGESTION',
  44: 'REQUESTED_CHAN_UNAVAIL',
  50: 'FACILITY_NOT_SUBSCRIBED',
  52: 'OUTGOING_CALL_BARRED',
  54: 'INCOMING_CALL_BARRED',
  57: 'BEARERCAPABILITY_NOTAUTH',
  58: 'BEARERCAPABILITY_NOTAVAIL',
  63: 'SERVICE_UNAVAILABLE',
  65: 'BEARERCAPABILITY_NOTIMPL',
  79: 'SERVICE_NOT_IMPLEMENTED',
  88: 'INCOMPATIBLE_DESTINATION',
  96: 'MANDATORY_IE_MISSING',
  102: 'RECOVERY_ON_TIMER_EXPIRE',
  111: 'PROTOCOL_ERROR',
  127: 'INTERWORKING',
};

/** `undefined` for a cause nobody has explained. */
export function explainCause(
  cause: string | null,
  q850: number | null,
  language: Language,
): string | undefined {
  const named = cause === null ? undefined : CAUSES[cause];
  const numbered = q850 === null ? undefined : CAUSES[BY_Q850[q850] ?? ''];
  return (named ?? numbered)?.[language];
}
