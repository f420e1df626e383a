import { AssignDialog } from './AssignDialog.tsx';
import { CloseDialog } from './CloseDialog.tsx';
import { LineDialog } from './LineDialog.tsx';
import { NoteDialog } from './NoteDialog.tsx';
import { PlanDialog } from './PlanDialog.tsx';
import type { Question } from './work.ts';

/** The dialog of a move that needs to know more. */
export default function Questions({ question }: { question: Question }) {
  switch (question.what) {
    case 'plan':
      return <PlanDialog task={question.task} />;
    case 'close':
      return <CloseDialog task={question.task} />;
    case 'tried':
    case 'note':
      return <NoteDialog what={question.what} task={question.task} />;
    case 'assign':
      return <AssignDialog tasks={question.tasks} />;
    case 'line':
      return <LineDialog task={question.task} line={question.line} />;
  }
}
