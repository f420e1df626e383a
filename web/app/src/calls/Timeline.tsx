import { offset } from '../ui/format.ts';
import type { Translate } from '../words/words.tsx';
import { useLabelsHere, type Labels } from './labels.ts';
import { timeline, type CallDetail, type HungUp, type Leg, type Step } from './timeline.ts';

const nameOf = (leg: Leg, labels: Labels): string => labels.party(leg.ext ?? leg.number);

function ended(hungUp: HungUp, t: Translate): string {
  return hungUp === null ? t('step.end.unknown') : t(`step.end.${hungUp}`);
}

function say(step: Step, call: CallDetail, labels: Labels): string {
  const { t } = labels;
  switch (step.kind) {
    case 'begin':
      return step.direction === 'in'
        ? t('step.begin.in', { line: call.did_e164 ? labels.line(call.did_e164) : t('none') })
        : t(`step.begin.${step.direction}`, { party: labels.party(call.from_uri) });
    case 'pbx':
      return t('step.pbx');
    case 'ring':
    case 'transfer':
      return t(`step.${step.kind}`, {
        parties: step.parties.map((leg) => nameOf(leg, labels)).join(', '),
      });
    case 'answer':
    case 'unanswered':
      return t(`step.${step.kind}`, { party: nameOf(step.party, labels) });
    case 'end':
      return ended(step.hungUp, t);
  }
}

/** The steps in order, each with its offset; its exact time is its tooltip. */
export function Timeline({ call }: { call: CallDetail }) {
  const labels = useLabelsHere();
  const { formats } = labels;
  const begun = Date.parse(call.start_ts);
  return (
    <ol className="timeline">
      {timeline(call).map((step, index) => {
        const instant = new Date(begun + step.offsetMs).toISOString();
        return (
          <li key={index} className={`step ${step.kind}`}>
            <time dateTime={instant} title={formats.time(instant)}>
              {offset(step.offsetMs, formats)}
            </time>
            <span>{say(step, call, labels)}</span>
          </li>
        );
      })}
    </ol>
  );
}
