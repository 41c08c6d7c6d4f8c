/** A camera in front of the hills it has nothing of yet. Our own drawing. */
export function EmptyArtwork() {
  return (
    <svg className="picker-artwork" width="200" height="136" viewBox="0 0 200 136" aria-hidden="true">
      <circle className="picker-artwork-sky" cx="100" cy="66" r="62" />
      <circle className="picker-artwork-sun" cx="136" cy="38" r="11" />
      <path className="picker-artwork-far" d="M41 85 82 44l26 30 14-15 37 38A62 62 0 0 1 41 85Z" />
      <path className="picker-artwork-near" d="M45 95q26-20 53-5t60-3A62 62 0 0 1 45 95Z" />
      <rect className="picker-artwork-body" x="58" y="66" width="84" height="56" rx="10" />
      <path className="picker-artwork-body" d="m82 66 6-10h24l6 10Z" />
      <circle className="picker-artwork-ring" cx="100" cy="94" r="19" />
      <circle className="picker-artwork-glass" cx="100" cy="94" r="11" />
      <circle className="picker-artwork-ring" cx="130" cy="77" r="4" />
    </svg>
  );
}
