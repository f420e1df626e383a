/** The product's mark; its name stands beside it. */
export function Mark() {
  return (
    <svg className="mark" viewBox="0 0 32 32" aria-hidden="true">
      <rect width="32" height="32" rx="8" />
      <path d="M7 11l3.2 10L14 12.6l3.8 8.4L21 11" />
      <circle cx="25" cy="11" r="2" />
    </svg>
  );
}
