import { useEffect } from 'react';
import { ProgressBar } from 'react-aria-components';

import { w3, type Export } from '../api/w3.ts';
import { Button } from '../ui/Button.tsx';
import { Icon } from '../ui/icons.tsx';
import { fileSize } from '../ui/format.ts';
import { toProblem } from '../ui/states.tsx';
import { useWords, type Translate } from '../words/words.tsx';
import { useMemories } from './memory.ts';
import { refusal } from './refusal.ts';
import { useCancelExport, useExports, useStartExport } from './useExports.ts';
import { useKeptFocus } from './useKeptFocus.ts';

/** How far it must go on until it is said again to those who do not see the bar. */
const SPOKEN_PERCENT = 25;

function saveFile(id: string): void {
  const link = document.createElement('a');
  link.href = w3.exportFile(id);
  link.download = '';
  link.click();
}

function percent({ rows_done, rows_total }: Export): number {
  return rows_total === 0 ? 0 : Math.min(100, Math.floor((100 * rows_done) / rows_total));
}

function spoken(newest: Export | undefined, t: Translate): string {
  switch (newest?.state) {
    case undefined:
      return '';
    case 'running': {
      const said = Math.floor(percent(newest) / SPOKEN_PERCENT) * SPOKEN_PERCENT;
      return t('exports.said.running', { name: newest.name, percent: said });
    }
    case 'done':
      return t('exports.said.done', { name: newest.name });
    case 'cancelled':
      return t('exports.said.cancelled', { name: newest.name });
    case 'failed':
      return t('exports.said.failed', { name: newest.name });
  }
}

/**
 * The exports that run or wait to be fetched, below every page. They are the server's: leaving a
 * page or reading it anew changes nothing.
 */
export default function ExportDock() {
  const { t } = useWords();
  const exports = useExports();
  const { memories, takeAwaited } = useMemories();
  const items = exports.data;
  const keptFocus = useKeptFocus();

  useEffect(() => {
    for (const { export_id, state } of items ?? [])
      if (state === 'done' && memories[export_id]?.isAwaited && takeAwaited(export_id))
        saveFile(export_id);
  }, [items, memories]);

  const shown = (items ?? []).filter(
    ({ export_id, state }) => state !== 'cancelled' && !memories[export_id]?.isDismissed,
  );
  return (
    <>
      <p className="visually-hidden" role="status">
        {spoken(items?.[0], t)}
      </p>
      {shown.length > 0 && (
        <section className="dock" aria-label={t('exports.label')}>
          {exports.isError && (
            <p className="dock-note" role="status">
              {t(toProblem(exports.error).status === 0 ? 'problem.noAnswer' : 'problem.other')}
            </p>
          )}
          <ul {...keptFocus}>
            {shown.map((each) => (
              <Item key={each.export_id} item={each} />
            ))}
          </ul>
        </section>
      )}
    </>
  );
}

function Item({ item }: { item: Export }) {
  return (
    <li className={`export ${item.state}`} data-entry={item.export_id}>
      <span className="export-icon">
        <Icon name={item.state === 'failed' ? 'warning' : 'sheet'} />
      </span>
      {item.state === 'running' ? (
        <Running item={item} />
      ) : item.state === 'done' ? (
        <Done item={item} />
      ) : (
        <Failed item={item} />
      )}
    </li>
  );
}

function Running({ item }: { item: Export }) {
  const { t } = useWords();
  const cancel = useCancelExport();
  const progress = t('exports.progress', { done: item.rows_done, total: item.rows_total });
  return (
    <>
      <ProgressBar
        className="export-words"
        aria-label={item.name}
        value={percent(item)}
        valueLabel={progress}
      >
        <span className="export-name">{item.name}</span>
        <span className="track">
          <span className="track-done" style={{ inlineSize: `${percent(item)}%` }} />
        </span>
        <span className="export-state">
          {cancel.isError ? t('exports.cancelFailed') : progress}
        </span>
      </ProgressBar>
      <Button
        look="quiet"
        isPending={cancel.isPending}
        aria-label={t('exports.cancel', { name: item.name })}
        onPress={() => cancel.mutate(item.export_id)}
      >
        {t('cancel')}
      </Button>
    </>
  );
}

function Done({ item }: { item: Export }) {
  const { t, language } = useWords();
  return (
    <>
      <span className="export-words">
        <span className="export-name">{item.name}</span>
        <span className="export-state">
          {t('exports.ready', {
            count: item.rows ?? item.rows_done,
            size: fileSize(item.bytes ?? 0, language),
          })}
        </span>
      </span>
      <a
        className="button primary"
        href={w3.exportFile(item.export_id)}
        download
        aria-label={t('exports.downloadName', { name: item.name })}
      >
        <Icon name="download" />
        {t('exports.download')}
      </a>
      <Dismiss item={item} />
    </>
  );
}

function Failed({ item }: { item: Export }) {
  const { t } = useWords();
  const { memories, remember } = useMemories();
  const start = useStartExport();
  const request = memories[item.export_id]?.request;
  return (
    <>
      <span className="export-words">
        <span className="export-name">{item.name}</span>
        <span className="export-state" role={start.isError ? 'alert' : undefined}>
          {start.isError
            ? refusal(start.error, t)
            : t(`exports.failed.${item.problem?.reason ?? 'broken'}`)}
        </span>
      </span>
      {request && (
        <Button
          look="primary"
          isPending={start.isPending}
          aria-label={t('exports.retry', { name: item.name })}
          onPress={() =>
            start.mutate(request, {
              onSuccess: () => remember(item.export_id, { isDismissed: true }),
            })
          }
        >
          {t('retry')}
        </Button>
      )}
      <Dismiss item={item} />
    </>
  );
}

function Dismiss({ item }: { item: Export }) {
  const { t } = useWords();
  const { remember } = useMemories();
  return (
    <Button
      look="quiet"
      icon="close"
      iconOnly={t('exports.dismiss', { name: item.name })}
      onPress={() => remember(item.export_id, { isDismissed: true })}
    />
  );
}
