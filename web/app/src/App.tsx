import { lazy, Suspense, useEffect } from 'react';
import { I18nProvider, RouterProvider } from 'react-aria-components';
import { Redirect, Route, Switch, useLocation, useSearch } from 'wouter';

import type { Language, Session } from './api/w3.ts';
import { CallsPage } from './calls/CallsPage.tsx';
import { loginAddress, safeReturn } from './shell/address.ts';
import { SessionProvider, useSessionQuery } from './shell/session.tsx';
import { Shell } from './shell/Shell.tsx';
import { localeOf } from './ui/format.ts';
import { Delayed, Notice, ProblemNotice } from './ui/states.tsx';
import { languageOfBrowser } from './words/language.ts';
import { useWords, WordsProvider } from './words/words.tsx';

const LoginPage = lazy(() => import('./shell/LoginPage.tsx'));
const FirstPassword = lazy(() => import('./shell/FirstPassword.tsx'));
const LivePage = lazy(() => import('./live/LivePage.tsx'));
const CallbacksPage = lazy(() => import('./callbacks/CallbacksPage.tsx'));
const AdministrationPage = lazy(() => import('./people/AdministrationPage.tsx'));

/** Without a session the browser's. */
export function languageOf(session: Session | null | undefined): Language {
  return session?.person.language ?? languageOfBrowser(navigator.languages);
}

export function App() {
  const [path, navigate] = useLocation();
  const session = useSessionQuery();
  const language = languageOf(session.data);

  useEffect(() => {
    document.documentElement.lang = language;
  }, [language]);

  return (
    <Suspense>
      <WordsProvider language={language}>
        <I18nProvider locale={localeOf(language)}>
          <RouterProvider navigate={navigate}>
            {session.isError ? (
              <main className="lone">
                <ProblemNotice error={session.error} onRetry={() => void session.refetch()} />
              </main>
            ) : session.data === undefined ? (
              <Delayed>
                <ShellSkeleton />
              </Delayed>
            ) : (
              <Suspense fallback={<Delayed>{<ShellSkeleton />}</Delayed>}>
                {path === '/accesso' ? (
                  <Login session={session.data} />
                ) : session.data === null ? (
                  <ToLogin />
                ) : (
                  <Pages session={session.data} />
                )}
              </Suspense>
            )}
          </RouterProvider>
        </I18nProvider>
      </WordsProvider>
    </Suspense>
  );
}

function ShellSkeleton() {
  const { t } = useWords();
  return (
    <div className="shell" role="status" aria-label={t('loading')}>
      <div className="rail" />
      <div className="main" />
    </div>
  );
}

function ToLogin() {
  const [path] = useLocation();
  const search = useSearch();
  return <Redirect to={loginAddress(search ? `${path}?${search}` : path)} replace />;
}

function Login({ session }: { session: Session | null }) {
  const back = new URLSearchParams(useSearch()).get('da');
  if (session) return <Redirect to={safeReturn(back)} replace />;
  return <LoginPage isReturn={back !== null} />;
}

function Pages({ session }: { session: Session }) {
  if (session.person.must_change_password) return <FirstPassword />;
  return (
    <SessionProvider value={session}>
      <Shell>
        <Switch>
          <Route path="/">
            <Redirect to="/chiamate" replace />
          </Route>
          <Route path="/chiamate/:id?">{({ id }) => <CallsPage openId={id} />}</Route>
          <Route path="/diretta">
            <LivePage />
          </Route>
          {session.may.callbacks && (
            <Route path="/richiami/:id?">{({ id }) => <CallbacksPage openId={id} />}</Route>
          )}
          {session.may.administer && (
            <Route path="/amministrazione/:tab?">
              {({ tab }) => <AdministrationPage tab={tab} />}
            </Route>
          )}
          <Route>
            <NoPage />
          </Route>
        </Switch>
      </Shell>
    </SessionProvider>
  );
}

function NoPage() {
  const { t } = useWords();
  return (
    <main id="content" className="main">
      <Notice icon="warning" title={t('problem.notFound')}>
        <a className="button primary" href="/chiamate">
          {t('problem.toCalls')}
        </a>
      </Notice>
    </main>
  );
}
