import { useQuery } from '@tanstack/react-query';
import { Link, useSearch } from 'wouter';

import { answered, edgvoip } from '../api/edgvoip.ts';
import { Problem } from '../api/problem.ts';
import { CallbackOfCall } from '../callbacks/CallbackOfCall.tsx';
import { useSession } from '../shell/session.tsx';
import { Drawer, DrawerSkeleton, Fact, Section } from '../ui/Drawer.tsx';
import { duration, phone } from '../ui/format.ts';
import { Notice, ProblemNotice } from '../ui/states.tsx';
import { useWords } from '../words/words.tsx';
import { explainCause } from '../words/causes.ts';
import { useLabelsHere } from './labels.ts';
import { Direction, Outcome } from './Outcome.tsx';
import { AudioQuality } from './AudioQuality.tsx';
import { Legs } from './Legs.tsx';
import { SameNumber } from './SameNumber.tsx';
import { Timeline } from './Timeline.tsx';
import type { CallDetail } from './timeline.ts';

interface Props {
  id: string;
  onClose: () => void;
}

export default function CallDrawer({ id, onClose }: Props) {
  const { t } = useWords();
  const detail = useQuery({
    queryKey: ['call', id],
    queryFn: async ({ signal }) =>
      (await answered(
        edgvoip.GET('/api/cdr/{call_id}', { params: { path: { call_id: id } }, signal }),
      )) as CallDetail,
  });
  const isUnknown = detail.error instanceof Problem && [400, 404].includes(detail.error.status);

  return (
    <Drawer
      label={t('detail.label')}
      title={detail.data ? <Title call={detail.data} /> : t('detail.label')}
      when={detail.data && <When call={detail.data} />}
      onClose={onClose}
    >
      {detail.data ? (
        <Body call={detail.data} />
      ) : isUnknown ? (
        <Notice icon="warning" title={t('detail.notFound')} />
      ) : detail.isError ? (
        <ProblemNotice error={detail.error} onRetry={() => void detail.refetch()} />
      ) : (
        <DrawerSkeleton />
      )}
    </Drawer>
  );
}

function Title({ call }: { call: CallDetail }) {
  const labels = useLabelsHere();
  const { title, number } = labels.customer(call);
  return <span title={number ?? undefined}>{title}</span>;
}

function When({ call }: { call: CallDetail }) {
  const { formats } = useLabelsHere();
  return (
    <p className="drawer-when">
      {formats.day(call.start_ts)} · {formats.time(call.start_ts)}
    </p>
  );
}

function Body({ call }: { call: CallDetail }) {
  const { t, language } = useWords();
  const labels = useLabelsHere();
  const { number } = labels.customer(call);
  const search = useSearch();
  const { may } = useSession();
  const cause = explainCause(call.hangup_cause, call.pbx.q850, language);
  const causeName = [
    call.hangup_cause,
    call.pbx.q850 === null ? null : `Q.850 ${call.pbx.q850}`,
  ].filter((each) => each !== null);

  return (
    <>
      <div className="summary">
        <Outcome call={call} labels={labels} />
        <Direction direction={call.direction} labels={labels} />
      </div>
      <dl className="facts">
        {number !== null && (
          <Fact name={t('column.customer')}>
            <a href={`tel:${number}`} title={number}>
              {phone(number)}
            </a>
          </Fact>
        )}
        {call.did_e164 !== null && (
          <Fact name={t('column.line')}>
            <span title={call.did_e164}>{labels.line(call.did_e164)}</span>
          </Fact>
        )}
        <Fact name={t('column.store')}>
          {call.store_id === null ? t('calls.noStore') : labels.store(call.store_id)}
        </Fact>
        {call.ext_number !== null && (
          <Fact name={t('column.agent')}>{labels.agent(call.ext_number)}</Fact>
        )}
        <Fact name={t('column.wait')}>{duration(call.ring_sec)}</Fact>
        <Fact name={t('column.talk')}>
          {call.answer_ts === null ? t('none') : duration(call.billsec)}
        </Fact>
        <Fact name={t('detail.duration')}>{duration(call.duration_sec)}</Fact>
      </dl>
      {call.recording_url !== null && (
        <a className="button plain" href={call.recording_url} rel="noreferrer" target="_blank">
          {t('detail.recording')}
        </a>
      )}
      {may.callbacks && call.direction === 'in' && call.disposition !== 'ANSWERED' && (
        <Section title={t('callbacks.title')}>
          <CallbackOfCall call={call} />
        </Section>
      )}
      <Section title={t('detail.timeline')}>
        <Timeline call={call} />
      </Section>
      <Section title={t('detail.cause')}>
        <p>{cause ?? t('notAvailable')}</p>
        {causeName.length > 0 && <p className="code">{causeName.join(' · ')}</p>}
      </Section>
      <Section title={t('detail.quality')}>
        <AudioQuality quality={call.quality} />
      </Section>
      <Section title={t('detail.legs')}>
        <Legs call={call} />
      </Section>
      <Section title={t('detail.sameNumber')}>
        {number === null ? (
          <p className="hint">{t('detail.sameNumberAnonymous')}</p>
        ) : (
          <SameNumber id={call.call_id} number={number} search={search} />
        )}
      </Section>
      <dl className="facts small">
        {call.source.pbx !== null && <Fact name={t('detail.source')}>{call.source.pbx}</Fact>}
        <Fact name={t('detail.id')}>
          <Link href={`/chiamate/${encodeURIComponent(call.call_id)}`}>{call.call_id}</Link>
        </Fact>
      </dl>
    </>
  );
}
