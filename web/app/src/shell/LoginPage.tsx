import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';

import { w3 } from '../api/w3.ts';
import { Button } from '../ui/Button.tsx';
import { SubmitForm } from '../ui/SubmitForm.tsx';
import { TextField } from '../ui/TextField.tsx';
import { waiting } from '../ui/format.ts';
import { toProblem } from '../ui/states.tsx';
import { useWords } from '../words/words.tsx';
import { Lone } from './Lone.tsx';
import { PasswordField } from './PasswordField.tsx';
import { useSessionSetter } from './session.tsx';

const USUAL_WAIT_SECONDS = 5;

export default function LoginPage({ isReturn }: { isReturn: boolean }) {
  const { t } = useWords();
  const setSession = useSessionSetter();
  const tenant = useQuery({ queryKey: ['login'], queryFn: () => w3.loginTenant() });
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const [domain, setDomain] = useState('');
  const [refusal, setRefusal] = useState<string | null>(null);
  const [isSending, setSending] = useState(false);
  const asksDomain = tenant.data?.tenant === null;

  const refused = (error: unknown): string => {
    const problem = toProblem(error);
    const wait = waiting(problem.retryAfter ?? USUAL_WAIT_SECONDS);
    switch (problem.status) {
      case 0:
        return t('problem.noAnswer');
      case 401:
        return t('login.wrong');
      case 429:
        return t('login.locked', { wait });
      case 503:
        return t('login.busy', { wait });
      default:
        return t('problem.other');
    }
  };
  const send = async () => {
    setSending(true);
    setRefusal(null);
    try {
      const session = await w3.login({
        email: email.trim(),
        password,
        ...(asksDomain && { sip_domain: domain.trim() }),
      });
      setSession(session);
    } catch (error) {
      setRefusal(refused(error));
      setSending(false);
    }
  };

  return (
    <Lone
      title={t('login.title')}
      lead={tenant.data?.tenant ? tenant.data.tenant.name : t('login.lead')}
    >
      {isReturn && !refusal && <p className="form-note">{t('login.again')}</p>}
      <SubmitForm
        onSubmit={() => void send()}
        isSending={isSending}
        error={refusal}
        actions={
          <Button type="submit" look="primary" isPending={isSending}>
            {t('login.submit')}
          </Button>
        }
      >
        {asksDomain && (
          <TextField
            label={t('login.domain')}
            hint={t('login.domainHint')}
            value={domain}
            onChange={setDomain}
            name="domain"
            autoComplete="organization"
            isRequired
          />
        )}
        <TextField
          label={t('login.email')}
          type="email"
          value={email}
          onChange={setEmail}
          name="email"
          autoComplete="username"
          isRequired
          autoFocus
        />
        <PasswordField
          label={t('login.password')}
          which="current"
          value={password}
          onChange={setPassword}
        />
      </SubmitForm>
      <p className="hint">{t('login.forgotten')}</p>
    </Lone>
  );
}
