// The shop as an application that draws its page in the browser: the same head, articles and foot.
import { useEffect, useState } from 'react';
import { createRoot } from 'react-dom/client';

function Article({ number, onBuy }) {
  return (
    <li>
      <h2>Scarf {number}</h2>
      <p>Merino wool, woven in the mill, 180 by 30 centimetres.</p>
      <a href={`#${number}`}>Details</a> <button onClick={onBuy}>Buy</button>
    </li>
  );
}

function Shop() {
  const [basket, setBasket] = useState(null);
  const [seen] = useState(() => JSON.parse(localStorage.getItem('seen') ?? '[]'));
  useEffect(() => {
    fetch('/basket.json', { cache: 'no-cache' })
      .then(answer => answer.json())
      .then(({ count }) => setBasket(count));
    localStorage.setItem('seen', JSON.stringify([...seen, location.pathname].slice(-5)));
  }, [seen]);
  const numbers = Array.from({ length: 120 }, (_, number) => number);
  return (
    <>
      <header>
        <h1>Scarf Shop</h1>
        {basket !== null && <p>{basket} scarves in your basket, {seen.length} seen</p>}
      </header>
      <main>
        <ul>{numbers.map(number => <Article key={number} number={number} onBuy={() => setBasket(basket + 1)} />)}</ul>
      </main>
      <footer></footer>
    </>
  );
}

createRoot(document.getElementById('shop')).render(<Shop />);
