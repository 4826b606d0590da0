// Takes the pictures of the guides from the running app: the telephone alone, and one of the whole page.
//
//   node pictures.mjs DIRECTORY

import { writeFileSync } from "node:fs";
import { join } from "node:path";

import { startApp } from "./app.mjs";
import * as day from "./day.mjs";
import { indexed } from "./indexed.mjs";

// Pictures are part of the repository: more pixels than this are not worth their bytes.
const SCALE = 1.5;
const LARGEST = 60 * 1024;
const LARGEST_PAGE = 250 * 1024;

const directory = process.argv[2];
const app = await startApp();
try {
  const phone = await app.open({ scale: SCALE });

  const keep = async (name, taken, largest) => {
    const picture = await indexed(phone.page, taken);
    writeFileSync(join(directory, `${name}.png`), picture);
    process.stdout.write(`${name}: ${Math.ceil(picture.length / 1024)} KiB\n`);
    if (picture.length > largest) throw new Error(`${name} is larger than ${largest} bytes`);
  };
  const picture = async (name) => {
    await phone.settled();
    const shown = await phone.page.$(".phone");
    await keep(name, await shown.screenshot({ omitBackground: true }), LARGEST);
  };
  // What is around the telephone, its shadow too, is for the picture of the page alone.
  const alone = (isAlone) =>
    phone.page.evaluate((isAlone) => {
      document.querySelector(".phone").style.boxShadow = isAlone ? "none" : "";
      document.body.style.background = isAlone ? "transparent" : "";
      document.documentElement.style.background = isAlone ? "transparent" : "";
    }, isAlone);
  await alone(true);

  await phone.tap("内容を確認しました");
  await phone.sees("始める前に", 30_000);
  await picture("start");
  await phone.tap("次へ");
  await phone.sees("初期登録");
  await picture("registration");
  await day.register(phone);
  await phone.sees("機関名");
  await picture("sign-in");
  await day.signIn(phone);
  await picture("home");

  await day.begin(phone);
  await picture("method");
  await phone.tap("暗証番号(4桁)で確認");
  await phone.sees("患者様にお渡しください");
  await picture("handover");
  await phone.tap("はじめる");
  await phone.sees("暗証番号の入力");
  await picture("pin");
  await day.keyPin(phone, (await phone.world()).pin);
  await day.takeBack(phone);
  await phone.sees("カードのセット");
  await picture("tap");
  await day.read(phone, "T01");
  await phone.sees("患者様の確認", 30_000);
  await picture("person");
  await phone.tap("患者様と一致しています");
  await phone.tap("はじめる");
  await phone.sees("医療情報の提供について");
  await picture("consent");
  await phone.tap("すべて同意する");
  await phone.sees("入力内容の確認");
  await picture("review");
  await phone.tap("この内容で登録する");
  await day.takeBack(phone);
  await phone.sees("登録完了", 30_000);
  await picture("done");
  await phone.tap("資格確認結果を見る");
  await phone.sees("確認方法");
  await picture("result");
  await alone(false);
  await phone.settled();
  // From the top: where cards are held to the telephone.
  await phone.page.evaluate(() => {
    for (const place of [document.scrollingElement, document.getElementById("panel")]) place.scrollTop = 0;
  });
  await keep("preview", await phone.page.screenshot(), LARGEST_PAGE);
  await alone(true);

  await phone.tap("登録完了");
  await phone.tap("ホームに戻る");
  await day.begin(phone);
  await phone.tap("目視で確認(暗証番号の入力は不要)");
  await phone.sees("患者様ご本人の前で行ってください");
  await picture("sight");
  await phone.tap("戻る");
  await phone.sees("本人確認方法の選択");
  await phone.tap("戻る");
  await phone.sees("診療区分の選択");
  await phone.tap("戻る");
  await phone.sees("今日の患者");
  await phone.tap("メニュー");
  await phone.sees("セキュリティ設定");
  await picture("menu");
  await day.openSecurity(phone);
  await picture("security");
  await phone.tap("資格確認結果検索");
  await phone.sees("検索条件");
  await picture("search");
} finally {
  await app.end();
}
