/**
 * Hangup causes in plain words. Names are FreeSWITCH's, most of them causes of ITU-T Q.850; the
 * others are its own. The PBX's name is always shown beside them.
 */

import type { Language } from '../api/w3.ts';

export const CAUSES: Record<string, Record<Language, string>> = {
  NORMAL_CLEARING: { it: 'Una delle parti ha riagganciato.', en: 'One side hung up.' },
  ORIGINATOR_CANCEL: {
    it: 'Chi chiamava ha riagganciato prima della risposta.',
    en: 'The caller hung up before anybody answered.',
  },
  USER_BUSY: { it: 'L’interlocutore era occupato.', en: 'The called party was busy.' },
  NO_ANSWER: {
    it: 'Ha squillato fino al tempo massimo senza risposta.',
    en: 'It rang for as long as it may, and nobody answered.',
  },
  NO_USER_RESPONSE: {
    it: 'Il telefono chiamato non ha dato segni di vita.',
    en: 'The called phone gave no sign of life.',
  },
  ALLOTTED_TIMEOUT: {
    it: 'È finito il tempo concesso alla chiamata.',
    en: 'The time allowed for the call was over.',
  },
  CALL_REJECTED: {
    it: 'L’interlocutore ha rifiutato la chiamata.',
    en: 'The called party declined the call.',
  },
  USER_NOT_REGISTERED: {
    it: 'Il telefono dell’interno non era collegato al centralino.',
    en: 'The phone of the extension was not connected to the PBX.',
  },
  SUBSCRIBER_ABSENT: {
    it: 'Il destinatario non era raggiungibile.',
    en: 'The called party could not be reached.',
  },
  UNALLOCATED_NUMBER: { it: 'Il numero non esiste.', en: 'The number does not exist.' },
  NO_ROUTE_DESTINATION: {
    it: 'Nessuna strada porta a questo numero.',
    en: 'There is no route to this number.',
  },
  NO_ROUTE_TRANSIT_NET: {
    it: 'La rete di transito non porta a questo numero.',
    en: 'The transit network has no route to this number.',
  },
  NUMBER_CHANGED: { it: 'Il numero è cambiato.', en: 'The number has changed.' },
  INVALID_NUMBER_FORMAT: {
    it: 'Il numero è scritto in modo sbagliato o incompleto.',
    en: 'The number is badly written or incomplete.',
  },
  DESTINATION_OUT_OF_ORDER: {
    it: 'La linea chiamata è guasta.',
    en: 'The called line is out of order.',
  },
  NORMAL_UNSPECIFIED: {
    it: 'Chiusa senza un motivo particolare.',
    en: 'Ended without a particular reason.',
  },
  NORMAL_CIRCUIT_CONGESTION: {
    it: 'Tutte le linee dell’operatore erano occupate.',
    en: 'All lines of the carrier were busy.',
  },
  SWITCH_CONGESTION: {
    it: 'La rete dell’operatore era sovraccarica.',
    en: 'The carrier’s network was overloaded.',
  },
  NETWORK_OUT_OF_ORDER: {
    it: 'La rete dell’operatore non funzionava.',
    en: 'The carrier’s network was out of order.',
  },
  NORMAL_TEMPORARY_FAILURE: {
    it: 'Un guasto passeggero della rete: di solito riprovare basta.',
    en: 'A passing failure of the network: trying again is usually enough.',
  },
  RECOVERY_ON_TIMER_EXPIRE: {
    it: 'L’altra parte non ha risposto in tempo ai messaggi di rete.',
    en: 'The other side did not answer network messages in time.',
  },
  REQUESTED_CHAN_UNAVAIL: {
    it: 'Nessuna linea libera verso la destinazione.',
    en: 'No free line towards the destination.',
  },
  FACILITY_REJECTED: {
    it: 'La rete ha rifiutato il servizio richiesto.',
    en: 'The network refused the service asked for.',
  },
  FACILITY_NOT_SUBSCRIBED: {
    it: 'Il servizio richiesto non è compreso nel contratto.',
    en: 'The service asked for is not subscribed.',
  },
  OUTGOING_CALL_BARRED: {
    it: 'Le chiamate verso questo numero sono bloccate.',
    en: 'Calls to this number are barred.',
  },
  INCOMING_CALL_BARRED: {
    it: 'La linea chiamata non accetta chiamate.',
    en: 'The called line takes no calls.',
  },
  BEARERCAPABILITY_NOTAUTH: {
    it: 'Il tipo di chiamata non è autorizzato.',
    en: 'This kind of call is not authorised.',
  },
  BEARERCAPABILITY_NOTAVAIL: {
    it: 'Il tipo di chiamata non è disponibile adesso.',
    en: 'This kind of call is not available now.',
  },
  BEARERCAPABILITY_NOTIMPL: {
    it: 'L’altra parte non gestisce questo tipo di chiamata.',
    en: 'The other side cannot take this kind of call.',
  },
  SERVICE_UNAVAILABLE: {
    it: 'Il servizio non era disponibile.',
    en: 'The service was not available.',
  },
  SERVICE_NOT_IMPLEMENTED: {
    it: 'L’altra parte non offre questo servizio.',
    en: 'The other side does not offer this service.',
  },
  INCOMPATIBLE_DESTINATION: {
    it: 'I due telefoni non hanno un codec audio in comune.',
    en: 'The two phones have no audio codec in common.',
  },
  MEDIA_TIMEOUT: {
    it: 'L’audio ha smesso di arrivare: caduta di rete.',
    en: 'Audio stopped coming: the network failed.',
  },
  MANDATORY_IE_MISSING: {
    it: 'Un messaggio di rete era incompleto.',
    en: 'A network message was incomplete.',
  },
  PROTOCOL_ERROR: {
    it: 'Un errore nei messaggi di rete.',
    en: 'An error in the network messages.',
  },
  INTERWORKING: {
    it: 'Un’altra rete ha chiuso la chiamata senza dire perché.',
    en: 'Another network ended the call without telling why.',
  },
  EXCHANGE_ROUTING_ERROR: {
    it: 'Errore di instradamento nella rete.',
    en: 'A routing error in the network.',
  },
  LOSE_RACE: { it: 'Ha risposto prima un altro telefono.', en: 'Another phone answered first.' },
  PICKED_OFF: {
    it: 'La chiamata è stata presa da un altro telefono.',
    en: 'The call was picked up by another phone.',
  },
  BLIND_TRANSFER: { it: 'La chiamata è stata trasferita.', en: 'The call was transferred.' },
  ATTENDED_TRANSFER: {
    it: 'La chiamata è stata trasferita con annuncio.',
    en: 'The call was transferred after an announcement.',
  },
  MANAGER_REQUEST: {
    it: 'Chiusa dal gestore del centralino.',
    en: 'Ended by the operator of the PBX.',
  },
  SYSTEM_SHUTDOWN: { it: 'Il centralino si è fermato.', en: 'The PBX was stopped.' },
  CRASH: { it: 'Il centralino si è interrotto.', en: 'The PBX broke down.' },
  PROGRESS_TIMEOUT: {
    it: 'La destinazione non ha dato segno in tempo.',
    en: 'The destination gave no sign in time.',
  },
  GATEWAY_DOWN: {
    it: 'Il collegamento con l’operatore telefonico era caduto.',
    en: 'The link to the carrier was down.',
  },
  RESPONSE_TO_STATUS_ENQUIRY: {
    it: 'Risposta a una richiesta di stato della rete.',
    en: 'The answer to an enquiry of the network.',
  },
  PRE_EMPTED: {
    it: 'La linea è servita a una chiamata più importante.',
    en: 'The line was needed for a more important call.',
  },
};

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
