import { useMemo } from 'react';

import { useSession } from '../shell/session.tsx';
import type { Me } from './moves.ts';

export function useMe(): Me {
  const { person, may } = useSession();
  return useMemo(
    () => ({ personId: person.person_id, mayAssign: may.assign }),
    [person.person_id, may.assign],
  );
}
