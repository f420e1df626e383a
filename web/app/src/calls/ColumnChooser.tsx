import { Button } from '../ui/Button.tsx';
import { Checkbox } from '../ui/Checkbox.tsx';
import { useWords } from '../words/words.tsx';
import { ALWAYS, columnWords, COLUMNS, type ColumnId } from './columns.tsx';

export default function ColumnChooser(props: {
  hidden: ColumnId[];
  onHidden: (hidden: ColumnId[]) => void;
}) {
  const { t } = useWords();
  const { hidden, onHidden } = props;
  return (
    <>
      <div className="checks">
        {COLUMNS.filter((id) => !ALWAYS.includes(id)).map((id) => (
          <Checkbox
            key={id}
            isSelected={!hidden.includes(id)}
            onChange={(isShown) =>
              onHidden(isShown ? hidden.filter((each) => each !== id) : [...hidden, id])
            }
          >
            {t(columnWords(id))}
          </Checkbox>
        ))}
      </div>
      <Button look="quiet" isDisabled={hidden.length === 0} onPress={() => onHidden([])}>
        {t('column.reset')}
      </Button>
    </>
  );
}
