import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState, type ReactNode } from 'react';
import { Link, useSearch } from 'wouter';

import { answered, edgvoip } from '../api/edgvoip.ts';
import { Problem } from '../api/problem.ts';
import { Button } from '../ui/Button.tsx';
import { duration, phone } from '../ui/format.ts';
import { Delayed, Notice, ProblemNotice } from '../ui/states.tsx';
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

/** One call, beside the list; its address is its own and can be sent to somebody. */
export default function CallDrawer({ id, onClose }: Props) {
  const { t } = useWords();
  const heading = useRef<HTMLHeadingElement>(null);
  const detail = useQuery({
    queryKey: ['call', id],
    queryFn: async ({ signal }) =>
      (await answered(
        edgvoip.GET('/api/cdr/{call_id}', { params: { path: { call_id: id } }, signal }),
      )) as CallDetail,
  });
  // Whoever opened it reads on there; moving through the list with it open stays in the list.
  useEffect(() => {
    if (!document.activeElement?.closest('.scroller')) heading.current?.focus();
  }, []);
  const isUnknown = detail.error instanceof Problem && [400, 404].includes(detail.error.status);

  return (
    <aside className="drawer" aria-label={t('detail.label')}>
      <header className="drawer-head">
        <div className="drawer-title">
          <h2 ref={heading} tabIndex={-1}>
            {detail.data ? <Title call={detail.data} /> : t('detail.label')}
          </h2>
          {detail.data && <When call={detail.data} />}
        </div>
        <CopyLink />
        <Button look="quiet" icon="close" iconOnly={t('detail.prefer')} onPress={onClose} />
      </header>
      <div className="drawer-body" tabIndex={0} role="region" aria-label={t('detail.label')}>
        {detail.data ? (
          <Body call={detail.data} />
        ) : isUnknown ? (
          <Notice icon="warning" title={t('detail.notFound')} />
        ) : detail.isError ? (
          <ProblemNotice error={detail.error} onRetry={() => void detail.refetch()} />
        ) : (
          <Delayed>
            <div className="skeleton" role="status" aria-label={t('loading')}>
              {[0, 1, 2, 3, 4, 5].map((each) => (
                <span className="bone" key={each} />
              ))}
            </div>
          </Delayed>
        )}
      </div>
    </aside>
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

function CopyLink() {
  const { t } = useWords();
  const [said, setSaid] = useState<string | null>(null);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(location.href);
      setSaid(t('detail.linkCopied'));
    } catch {
      setSaid(t('detail.copyFailed'));
    }
  };
  return (
    <>
      <span className="copied" role="status">
        {said}
      </span>
      <Button look="plain" icon="link" onPress={() => void copy()}>
        {t('detail.copyLink')}
      </Button>
    </>
  );
}

function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="drawer-section">
      <h3>{title}</h3>
      {children}
    </section>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function Body({ call }: { call: CallDetail }) {
  const { t, language } = useWords();
  const labels = useLabelsHere();
  const { number } = labels.customer(call);
  const search = useSearch();
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
