// The steps of a nurse's day on the telephone of the preview, in the words of its screens.

/** From the first start of the app to the registration's form. */
export async function start(phone) {
  await phone.tap("内容を確認しました");
  await phone.sees("始める前に", 30_000);
  await phone.tap("次へ");
  await phone.sees("初期登録");
}

/** Registers the telephone, with the code as it is pasted from a message, or another writing of it. */
export async function register(phone, write = (code) => ` ${code.replaceAll("-", " ")} `) {
  const { institution, accounts, code } = await phone.until((world) => world.code);
  const nurse = accounts.find((account) => account.id === "staff11");
  // As it is typed on a Japanese keyboard.
  await phone.type("機関コード", fullWidth(institution.code));
  await phone.type("ユーザーID", nurse.id);
  await phone.type("パスワード", nurse.password);
  await phone.type("アクティベーションコード", write(code), { isPasted: true });
  await phone.tap("次へ");
  await phone.sees("端末名");
  await phone.tap("登録する");
  await phone.sees("この端末を登録しました", 30_000);
  await phone.tap("ログインへ進む");
}

/** Signs the nurse in, or somebody else. */
export async function signIn(phone, id = "staff11") {
  const { accounts } = await phone.world();
  const nurse = accounts.find((account) => account.id === id);
  await phone.sees("ログイン");
  await phone.type("ユーザーID", nurse.id);
  await phone.type("パスワード", nurse.password);
  await phone.tap("ログイン");
  await phone.sees("資格確認・同意登録をはじめる", 30_000);
}

/** Gives the owner's answer to the question for Face ID or the passcode. */
export async function ownerAgrees(phone) {
  await phone.until((world) => world.asksOwner);
  await phone.sees("Face ID またはパスコード");
  await phone.tap("許可");
  await phone.until((world) => !world.asksOwner);
}

/** Digits and letters as Japanese keyboards write them. */
export function fullWidth(text) {
  return [...text].map((one) => String.fromCharCode(one.charCodeAt(0) + 0xfee0)).join("");
}

/** Begins a visit, up to the choice of how presence is confirmed. */
export async function begin(phone) {
  await phone.tap("資格確認・同意登録をはじめる");
  await phone.sees("診療区分の選択");
  await phone.tap("訪問診療等");
  await phone.sees("本人確認方法の選択");
}

/** The patient enters the PIN by the pad of the screen, and staff take the telephone back. */
export async function enterPin(phone, pin) {
  await phone.sees("患者様にお渡しください");
  await phone.tap("はじめる");
  await phone.sees("暗証番号の入力");
  await keyPin(phone, pin);
  await takeBack(phone);
}

/** The digits, one by one, on the pad of the screen. */
export async function keyPin(phone, pin) {
  if (phone.isByKeyboard) return phone.keys([...pin, "Enter"]);
  const { clicks } = phone;
  // Twice the same key is another PIN.
  phone.clicks = 1;
  for (const digit of pin) await phone.tap(digit);
  phone.clicks = clicks;
  await phone.tap("確定");
}

/** Staff take the telephone back from the patient, and show that it is theirs. */
export async function takeBack(phone) {
  await phone.sees("スマートフォンを職員にお返しください");
  await phone.tap("職員が受け取りました");
  await ownerAgrees(phone);
}

/** Begins a reading, until the sheet of the system asks for a card. */
export async function beginReading(phone, { by = "読み取り開始" } = {}) {
  await phone.sees("カードのセット");
  await phone.tap(by);
  await phone.until((world) => world.nfcSheet && !world.nfcSheet.ending);
  await phone.sees("スキャンの準備ができました");
}

/** Reads a card; it is held to the telephone when the sheet of the system asks for it. */
export async function read(phone, card, options) {
  await beginReading(phone, options);
  await phone.send({ world: { card } });
  await phone.until((world) => !world.nfcSheet, 30_000);
  await phone.send({ world: { card: null } });
}

/** Staff compare, the patient agrees to everything, and it is registered. */
export async function agree(phone) {
  await answer(phone);
  await send(phone);
  await phone.sees("登録完了", 30_000);
}

/** Staff compare, and the patient agrees to everything. */
export async function answer(phone) {
  await phone.sees("患者様の確認", 30_000);
  await phone.tap("患者様と一致しています");
  await phone.sees("患者様にお渡しください");
  await phone.tap("はじめる");
  await phone.sees("医療情報の提供について");
  await phone.tap("すべて同意する");
  await phone.sees("入力内容の確認");
}

/** The patient has the answer registered, and staff take the telephone back. */
export async function send(phone) {
  await phone.tap("この内容で登録する");
  await takeBack(phone);
}

/** Staff compare the card's photograph with the patient's face, and confirm it. */
export async function confirmBySight(phone) {
  await phone.tap("目視で確認(暗証番号の入力は不要)");
  await phone.sees("患者様ご本人の前で行ってください");
  await phone.tap("確認項目 カードの表面の写真と患者様の顔が一致");
  await phone.tap("確認項目 カードの券面に改ざんの形跡がない");
  await phone.tap("本人に間違いありません");
}

/** From the menu to the security settings, past the password. */
export async function openSecurity(phone) {
  const { accounts } = await phone.world();
  const nurse = accounts.find((account) => account.id === "staff11");
  await phone.tap("セキュリティ設定");
  await phone.sees("パスワードの再入力");
  await phone.type("パスワード", nurse.password);
  await phone.tap("確認する");
  await phone.sees("資格確認結果検索");
}
