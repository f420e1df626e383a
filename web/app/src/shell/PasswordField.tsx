import { TextField } from '../ui/TextField.tsx';

/** Says to password managers which password is meant. */
export function PasswordField(props: {
  label: string;
  which: 'current' | 'new';
  value: string;
  onChange: (value: string) => void;
  hint?: string;
  error?: string | undefined;
  autoFocus?: boolean;
}) {
  const { which, ...rest } = props;
  return (
    <TextField
      {...rest}
      type="password"
      name={`${which}-password`}
      autoComplete={`${which}-password`}
      isRequired
    />
  );
}
