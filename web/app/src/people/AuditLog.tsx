import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useLocation, useSearch } from 'wouter';

import { w3, type AuditRow } from '../api/w3.ts';
import { useLabels } from '../calls/labels.ts';
import { Button } from '../ui/Button.tsx';
import { Picker } from '../ui/Picker.tsx';
import { Delayed, Notice, ProblemNotice, Skeleton } from '../ui/states.tsx';
import type { Key } from '../words/words.tsx';

const PAGE_SIZE = 50;
const ANY = 'any';
const WHATS = [
  'login',
  'login_failed',
  'logout',
  'locked_out',
  'password_changed',
  'person_added',
  'person_changed',
  'password_reset',
  'search_saved',
  'search_removed',
  'export_started',
  'export_done',
  'export_cancelled',
  'export_failed',
  'export_refused',
  'export_downloaded',
  'callback_settings_changed',
  'callback_hours_changed',
] as const;

/** What the server will note some day and these pages have no words for is shown as it is. */
function wordsOf(row: AuditRow, t: (key: Key & `audit.${(typeof WHATS)[number]}`) => string) {
  const known = WHATS.find((what) => what === row.what);
  return known ? t(`audit.${known}`) : row.what;
}

export function AuditLog() {
  const { t, formats } = useLabels();
  const [, navigate] = useLocation();
  const said = new URLSearchParams(useSearch());
  const page = Math.max(1, Math.trunc(Number(said.get('pagina') ?? 1)) || 1);
  const what = WHATS.find((each) => each === said.get('cosa'));
  const query = new URLSearchParams({
    page: String(page),
    page_size: String(PAGE_SIZE),
    ...(what && { what }),
  });
  const audit = useQuery({
    queryKey: ['audit', query.toString()],
    queryFn: () => w3.audit(query),
    staleTime: 0,
    placeholderData: keepPreviousData,
  });
  const show = (next: { page?: number; what?: string | undefined }) => {
    const address = new URLSearchParams();
    if (next.what) address.set('cosa', next.what);
    if (next.page && next.page > 1) address.set('pagina', String(next.page));
    navigate(`/amministrazione/attivita${address.size > 0 ? `?${address}` : ''}`);
  };

  if (audit.isError && !audit.data)
    return <ProblemNotice error={audit.error} onRetry={() => void audit.refetch()} />;
  if (!audit.data)
    return (
      <Delayed>
        <Skeleton bones={6} />
      </Delayed>
    );
  const pages = Math.max(1, Math.ceil(audit.data.total / PAGE_SIZE));
  return (
    <>
      <div className="toolbar">
        <Picker
          label={t('audit.filter')}
          choices={[
            { id: ANY, text: t('audit.anything') },
            ...WHATS.map((id) => ({ id, text: t(`audit.${id}`) })),
          ]}
          value={what ?? ANY}
          marked={what !== undefined}
          onChange={(id) => show({ what: id === ANY ? undefined : id })}
        />
        <div className="pager">
          <Button
            look="quiet"
            icon="left"
            iconOnly={t('audit.newer')}
            isDisabled={page <= 1}
            onPress={() => show({ page: page - 1, what })}
          />
          <span>{t('audit.page', { page, pages })}</span>
          <Button
            look="quiet"
            icon="right"
            iconOnly={t('audit.older')}
            isDisabled={page >= pages}
            onPress={() => show({ page: page + 1, what })}
          />
        </div>
      </div>
      {audit.data.items.length === 0 ? (
        <Notice icon="clock" title={t('audit.empty')} />
      ) : (
        <div className="sheet" tabIndex={0} role="region" aria-label={t('people.audit')}>
          <table className="records" aria-busy={audit.isPlaceholderData}>
            <thead>
              <tr>
                <th scope="col">{t('audit.at')}</th>
                <th scope="col">{t('audit.who')}</th>
                <th scope="col">{t('audit.what')}</th>
                <th scope="col">{t('audit.about')}</th>
                <th scope="col">{t('audit.detail')}</th>
                <th scope="col">{t('audit.client')}</th>
              </tr>
            </thead>
            <tbody>
              {audit.data.items.map((row) => (
                <tr key={row.audit_id}>
                  <th scope="row" className="nowrap">
                    {formats.dateTime(row.at)}
                  </th>
                  <td data-label={t('audit.who')}>{row.person_name ?? t('audit.system')}</td>
                  <td data-label={t('audit.what')}>{wordsOf(row, t)}</td>
                  <td data-label={t('audit.about')}>{row.about ?? t('none')}</td>
                  <td data-label={t('audit.detail')}>{row.detail ?? t('none')}</td>
                  <td data-label={t('audit.client')} className="code">
                    {row.client ?? t('none')}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </>
  );
}
