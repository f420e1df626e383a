/** Which moves a person is offered; the server decides in any case. */

import type { Task } from '../api/callbacks.ts';

export type MoveName =
  'claim' | 'release' | 'plan' | 'close' | 'assign' | 'tried' | 'note' | 'reopen' | 'undo';

export interface Me {
  personId: string;
  mayAssign: boolean;
}

export function movesOf(task: Task, me: Me): ReadonlySet<MoveName> {
  if (task.state === 'closed')
    return new Set<MoveName>(task.can_undo ? ['undo', 'reopen', 'note'] : ['reopen', 'note']);
  const moves = new Set<MoveName>(['note']);
  const isMine = task.owner?.person_id === me.personId;
  if (task.owner === null) moves.add('claim');
  if (me.mayAssign) moves.add('assign');
  if (task.owner !== null && (isMine || me.mayAssign)) moves.add('release');
  // What somebody else has in hand is theirs to go on with.
  if (task.owner === null || isMine || me.mayAssign)
    for (const move of ['plan', 'close', 'tried'] as const) moves.add(move);
  return moves;
}
