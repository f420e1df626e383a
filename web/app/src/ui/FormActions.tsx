import { useWords } from '../words/words.tsx';
import { Button } from './Button.tsx';
import type { IconName } from './icons.tsx';

/** What stands below the fields of a dialog: to leave it, and to send them. */
export function FormActions(props: {
  submit: string;
  icon?: IconName;
  isSending: boolean;
  isDisabled?: boolean;
  onCancel: () => void;
}) {
  const { t } = useWords();
  return (
    <div className="form-actions">
      <Button look="quiet" onPress={props.onCancel}>
        {t('cancel')}
      </Button>
      <Button
        type="submit"
        look="primary"
        icon={props.icon}
        isPending={props.isSending}
        isDisabled={props.isDisabled === true}
      >
        {props.submit}
      </Button>
    </div>
  );
}
