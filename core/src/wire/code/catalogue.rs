//! The catalogue of message codes, as data.
//!
//! One line per fact: variant, code, then title and next action in Japanese and English. A code is
//! never reused or renumbered, also when its use moves.

codes! {
    NfcUnsupported = "MKA-E0001" {
        "この端末はNFCに対応していないため、利用できません。", "対応端末を確認する";
        "This phone has no NFC and cannot be used.", "See the list of supported phones."
    }
    ExtendedApduUnsupported = "MKA-E0002" {
        "この端末は拡張APDU(拡張Lc/Le)に対応していないため、目視確認は利用できません。暗証番号で確認してください。", "暗証番号で確認する";
        "This phone cannot exchange extended APDUs, so visual confirmation is not available.", "Confirm with the PIN."
    }
    PasscodeMissing = "MKA-E0003" {
        "端末のパスコードが設定されていません。設定してから、もう一度お試しください。", "設定を開く";
        "The phone has no passcode.", "Set a passcode in the phone's settings."
    }
    AppOutdated = "MKA-E0004" {
        "アプリの更新が必要です。", "アプリを更新する";
        "The app must be updated.", "Update the app."
    }
    StateReset = "MKA-E0005" {
        "端末内の情報が壊れていたため、消去しました。端末を登録し直してください。", "端末を登録する";
        "The stored state was damaged and has been set aside.", "Register the device again."
    }
    StorageFull = "MKA-E0006" {
        "端末の空き容量が足りないため、保存できませんでした。", "空き容量を増やす";
        "There is no room to store this.", "Free some storage and try again."
    }
    DeviceLocked = "MKA-E0007" {
        "端末がロックされているため、保存した情報を読めません。", "端末のロックを解除する";
        "The phone has not been unlocked since it started.", "Unlock the phone and try again."
    }
    StateForeign = "MKA-E0008" {
        "この端末で作られた情報ではないため、利用できません。", "端末を登録する";
        "The stored state belongs to another phone.", "Register this phone."
    }
    DeviceKeyLost = "MKA-E0009" {
        "端末の鍵が失われたため、利用できません。端末を登録し直してください。", "端末を登録する";
        "The device key is lost.", "Register the device again."
    }
    ActionUnavailable = "MKA-E0010" {
        "この操作は今はできません。", "画面の案内に従う";
        "This cannot be done now.", "Follow the screen."
    }
    StateUnusable = "MKA-E0011" {
        "端末内の情報を読み書きできませんでした。", "アプリを起動し直す";
        "The stored state cannot be used now.", "Start the app again."
    }
    AppLocked = "MKA-E0012" {
        "アプリがロックされています。", "ロックを解除する";
        "The app is locked.", "Unlock it."
    }
    ConfigurationUnusable = "MKA-E0013" {
        "アプリの構成に誤りがあるため、利用できません。管理者に連絡してください。", "管理者に連絡する";
        "The app's configuration cannot be used.", "Contact the administrator."
    }
    InstitutionCodeForm = "MKA-E1001" {
        "機関コードは半角数字10桁で入力してください。", "入力し直す";
        "An institution code is ten digits.", "Enter it again."
    }
    InstitutionCodeWrong = "MKA-E1002" {
        "機関コードが正しくありません。番号をご確認ください。", "番号を確認する";
        "The institution code is not correct.", "Check the number."
    }
    AccountIdForm = "MKA-E1003" {
        "ユーザーIDは半角英数字2〜8文字で入力してください。", "入力し直す";
        "A user ID is two to eight letters and digits.", "Enter it again."
    }
    ActivationCodeForm = "MKA-E1004" {
        "アクティベーションコードの形式が正しくありません。", "入力し直す";
        "The activation code has the wrong form.", "Enter it again."
    }
    RegistrationRefused = "MKA-E1010" {
        "登録できませんでした。機関コード、ユーザーID、パスワード、アクティベーションコードをご確認ください。", "4つの入力を確認する";
        "Registration failed. One of the four entries is not correct.", "Check all four entries."
    }
    ActivationCodeExpired = "MKA-E1011" {
        "アクティベーションコードの有効期限が切れています。管理者に再発行を依頼してください。", "管理者に再発行を依頼する";
        "The activation code has expired.", "Ask the administrator for a new code."
    }
    ActivationCodeUsed = "MKA-E1012" {
        "このアクティベーションコードは、すでに使用されています。", "管理者に再発行を依頼する";
        "The activation code has been used.", "Ask the administrator for a new code."
    }
    ActivationCodeRevoked = "MKA-E1013" {
        "このアクティベーションコードは無効化されています。", "管理者に再発行を依頼する";
        "The activation code has been revoked.", "Ask the administrator for a new code."
    }
    RegistrationPaused = "MKA-E1014" {
        "何度も登録に失敗したため、しばらく登録できません。15分後にお試しください。", "15分後に試す";
        "Too many failed registrations.", "Try again in 15 minutes."
    }
    SignInRefused = "MKA-E1101" {
        "ユーザーIDまたはパスワードが正しくありません。", "入力し直す";
        "The user ID or the password is not correct.", "Enter them again."
    }
    AccountLocked = "MKA-E1102" {
        "パスワードの誤りが続いたため、アカウントをロックしました。管理者に連絡してください。", "管理者に連絡する";
        "The account is locked after repeated wrong passwords.", "Contact the administrator."
    }
    AccountNeverSignedIn = "MKA-E1103" {
        "このアカウントは一度もログインしていないため、利用できません。資格確認端末で一度ログインしてから、もう一度お試しください。", "資格確認端末で一度ログインする";
        "This account has never signed in at the console.", "Sign in once at the console."
    }
    AccountOutsidePeriod = "MKA-E1104" {
        "このアカウントの利用期間外です。", "管理者に確認する";
        "This account is outside its period of use.", "Ask the administrator."
    }
    AccountNotPermitted = "MKA-E1105" {
        "このアカウントには、この操作の権限がありません。", "管理者に確認する";
        "This account may not do this.", "Ask the administrator."
    }
    PasswordMustChange = "MKA-E1106" {
        "初期パスワードを変更してください。", "パスワードを変更する";
        "The initial password must be changed.", "Change the password."
    }
    DeviceRevoked = "MKA-E1107" {
        "この端末は失効しています。管理者に確認してください。", "管理者に確認する";
        "This device has been revoked.", "Ask the administrator."
    }
    HomeVisitDisabled = "MKA-E1108" {
        "この機関では、訪問診療等機能を利用する設定になっていません。管理者に、資格確認端末の環境設定情報の更新を依頼してください。", "環境設定情報の更新を依頼する";
        "Home visits are not enabled for this institution.", "Ask the administrator to enable them."
    }
    DeviceCertificateExpired = "MKA-E1109" {
        "この端末の証明書の有効期限が切れています。更新してください。", "端末の証明書を更新する";
        "This device's certificate is outside its validity.", "Renew the device certificate."
    }
    DeviceCertificateMissing = "MKA-E1110" {
        "登録された端末からのみ利用できます。", "端末を登録する";
        "Only a registered device may do this.", "Register the device."
    }
    DeviceUnknown = "MKA-E1111" {
        "この端末は登録されていません。", "端末を登録する";
        "This device is not registered.", "Register the device."
    }
    CareKindNotOffered = "MKA-E1112" {
        "この診療区分は、この機関では利用する設定になっていません。管理者に、資格確認端末の環境設定情報の更新を依頼してください。", "環境設定情報の更新を依頼する";
        "This kind of care is not enabled for this institution.", "Ask the administrator to enable it."
    }
    SessionEnded = "MKA-E1113" {
        "ログインの有効時間が過ぎました。もう一度ログインしてください。", "ログインする";
        "The session has ended.", "Sign in again."
    }
    ReauthNeeded = "MKA-E1114" {
        "資格確認結果を検索するには、もう一度パスワードを入力してください。", "パスワードを入力する";
        "The password must be entered again for this.", "Enter the password."
    }
    SignedInElsewhere = "MKA-E1115" {
        "このアカウントは、すでに2台の端末でログインしています。", "ほかの端末でログアウトする";
        "This account is signed in on two devices already.", "Sign out on one of them."
    }
    AccountPaused = "MKA-E1116" {
        "パスワードの誤りが続いたため、30分間ログインできません。", "30分後に試す";
        "Too many wrong passwords.", "Try again in 30 minutes."
    }
    DeviceKeyDiffers = "MKA-E1117" {
        "登録した鍵と異なるため、証明書を更新できません。", "端末を登録し直す";
        "The key is not the registered one.", "Register the device again."
    }
    SignedOut = "MKA-E1118" {
        "ログインしていません。", "ログインする";
        "Nobody is signed in.", "Sign in."
    }
    OtherAccount = "MKA-E1119" {
        "この訪問は、別のアカウントで始められています。", "最初からやり直す";
        "Another account has begun this visit.", "Start again."
    }
    PasswordExpiring = "MKA-W1201" {
        "まもなくパスワードの有効期限が切れます。", "パスワードを変更する";
        "The password expires soon.", "Change the password."
    }
    CardNotFound = "MKA-E2001" {
        "カードを認識できませんでした。カードケースを外し、カードの中央にスマートフォンの上部を当ててください。", "当て直す";
        "No card was found.", "Hold the top of the phone to the middle of the card."
    }
    CardLost = "MKA-E2002" {
        "読み取り中にカードが離れました。動かさずに、もう一度お試しください。", "もう一度当てる";
        "The card moved away while it was read.", "Hold the card again and keep it still."
    }
    NotMyNumberCard = "MKA-E2003" {
        "マイナンバーカードではありません。", "マイナンバーカードを当てる";
        "This is not a My Number Card.", "Hold a My Number Card."
    }
    ResidentRegisterCard = "MKA-E2004" {
        "住民基本台帳カードは利用できません。", "マイナンバーカードを当てる";
        "A Basic Resident Register card cannot be used.", "Hold a My Number Card instead."
    }
    CertificateAbsent = "MKA-E2005" {
        "このカードには利用者証明用電子証明書が搭載されていません。", "資格確認書の提示を依頼する";
        "There is no user authentication certificate on this card.", "Ask for the eligibility document."
    }
    CardFault = "MKA-E2006" {
        "カードから正しい応答がありませんでした。", "カードを離して、もう一度当てる";
        "The card did not answer as it should.", "Take the card away and hold it again."
    }
    CardSessionEnded = "MKA-E2007" {
        "時間切れか、他の操作により読み取りが終わりました。", "読み取りをやり直す";
        "Reading ended because time ran out or something else took over.", "Start reading again."
    }
    PinWrong = "MKA-E2010" {
        "暗証番号が違います。", "残り回数を確認して入力し直す";
        "The PIN is wrong.", "Mind the remaining tries and enter it again."
    }
    PinLastTry = "MKA-E2011" {
        "次に間違えると、暗証番号がロックされます。ご不明な場合は、目視での確認をご利用ください。", "目視での確認に切り替える";
        "One more wrong PIN locks the card.", "Use visual confirmation if in doubt."
    }
    PinBlocked = "MKA-E2012" {
        "暗証番号がロックされています。お住まいの市区町村の窓口で手続が必要です。目視での確認に切り替えられます。", "目視での確認に切り替える";
        "The PIN is locked.", "Use visual confirmation; the municipality unlocks the PIN."
    }
    PinAbsent = "MKA-E2013" {
        "このカードは暗証番号が設定されていません(顔認証マイナンバーカード)。目視で確認してください。", "目視で確認する";
        "This card has no PIN.", "Use visual confirmation."
    }
    PinNeeded = "MKA-E2014" {
        "暗証番号の入力が必要です。", "患者様に入力していただく";
        "The PIN is needed.", "Ask the patient to enter it."
    }
    CertificateGrace = "MKA-E2020" {
        "電子証明書の有効期限が切れています。資格確認のみ行えます。診療情報等の閲覧の同意は登録できません。", "資格確認だけを行う";
        "The certificate has expired; eligibility only.", "Confirm eligibility only."
    }
    CertificateDead = "MKA-E2021" {
        "電子証明書の有効期限から3か月が過ぎたため、マイナ保険証として利用できません。", "資格確認書の提示を依頼する";
        "The certificate expired more than three months ago.", "Ask for the eligibility document."
    }
    CertificateRevoked = "MKA-E2022" {
        "電子証明書が失効しています。資格確認書をご提示ください。", "資格確認書の提示を依頼する";
        "The certificate has been revoked.", "Ask for the eligibility document."
    }
    CertificateExpiring = "MKA-W2023" {
        "電子証明書の有効期限が近づいています。お早めに市区町村の窓口で更新してください。", "更新を案内する";
        "The certificate expires soon.", "Tell the patient to renew it."
    }
    NotEnrolled = "MKA-E2030" {
        "健康保険証の利用登録がありません。マイナポータル等で登録してください。", "利用登録を案内する";
        "The card is not enrolled as an insurance card.", "Tell the patient to enrol it."
    }
    VisualRecordIncomplete = "MKA-E2040" {
        "目視確認を記録できませんでした。確認項目をすべて選んでください。", "確認項目をすべて選ぶ";
        "The visual confirmation was not recorded.", "Select every item."
    }
    VisualDeclined = "MKA-I2041" {
        "本人と確認できなかったため、中止しました。記録は残りません(操作履歴を除きます)。", "最初からやり直す";
        "Stopped, because the identity was not confirmed.", "Start again."
    }
    MethodNotOffered = "MKA-E2042" {
        "この方法では確認できません。", "別の方法を選ぶ";
        "This method is not offered here.", "Choose another method."
    }
    PersonDiffers = "MKA-I2043" {
        "カードの方と患者様が一致しないため、中止しました。同意は登録していません。", "患者様のカードで最初からやり直す";
        "Stopped, because the card is another person's.", "Start again with the patient's card."
    }
    VisitAbandoned = "MKA-I2044" {
        "本人確認を中止しました。同意は登録していません。", "必要なら最初からやり直す";
        "The visit was given up; no consent was registered.", "Start again if needed."
    }
    VisualRecordStale = "MKA-E2044" {
        "目視の確認から時間がたちました。もう一度確認してください。", "目視の確認からやり直す";
        "The confirmation by sight is too old.", "Confirm by sight again."
    }
    VisualRecordForeign = "MKA-E2045" {
        "目視の記録が、この訪問のものではありません。", "目視の確認からやり直す";
        "The visual record is not of this visit and its verifier.", "Confirm by sight again."
    }
    VisualRecordUsed = "MKA-E2046" {
        "この目視の記録は、すでに使用されています。", "目視の確認からやり直す";
        "This visual record has been used.", "Confirm by sight again."
    }
    VisualDisabled = "MKA-E2047" {
        "この機関では、目視確認を利用する設定になっていません。暗証番号で確認してください。", "暗証番号で確認する";
        "This institution does not use visual confirmation.", "Confirm with the PIN."
    }
    VisualNotPermitted = "MKA-E2048" {
        "このアカウントには、目視確認の権限がありません。暗証番号で確認してください。", "暗証番号で確認する";
        "This account may not confirm by sight.", "Confirm with the PIN."
    }
    CardFaceUnreadable = "MKA-E2050" {
        "券面の読み取りに失敗しました。生年月日・有効期限・セキュリティコードを入力してください。", "入力する";
        "The card face could not be read.", "Enter the printed values."
    }
    ChallengeUsed = "MKA-E2051" {
        "この確認はすでに使用されています。", "確認をやり直す";
        "This confirmation has been used.", "Start a new confirmation."
    }
    ChallengeUnknown = "MKA-E2052" {
        "この確認は見つかりません。", "確認をやり直す";
        "This confirmation is not known.", "Start a new confirmation."
    }
    StatementDiffers = "MKA-E2053" {
        "確認の内容が発行したものと一致しません。", "確認をやり直す";
        "The statement is not the one that was issued.", "Start a new confirmation."
    }
    TapOutsideWindow = "MKA-E2054" {
        "カードを当てた時刻が受付時間外です。", "確認をやり直す";
        "The card was not tapped in time.", "Start a new confirmation."
    }
    DeliveryTooLate = "MKA-E2055" {
        "確認の送信期限(12時間)を過ぎました。", "確認をやり直す";
        "The confirmation was delivered too late.", "Start a new confirmation."
    }
    DeviceSignatureWrong = "MKA-E2056" {
        "端末の署名を確認できませんでした。", "確認をやり直す";
        "The device's signature is wrong.", "Start a new confirmation."
    }
    CardSignatureWrong = "MKA-E2057" {
        "カードの署名を確認できませんでした。", "もう一度カードを当てる";
        "The card's signature is wrong.", "Tap the card again."
    }
    CertificateForeign = "MKA-E2058" {
        "この電子証明書の発行者は信頼できません。", "カードを確認する";
        "The certificate's issuer is not trusted.", "Check the card."
    }
    CertificateNotYet = "MKA-E2059" {
        "電子証明書の有効期間が始まっていません。", "カードを確認する";
        "The certificate is not valid yet.", "Check the card."
    }
    CertificateOtherPurpose = "MKA-E2060" {
        "利用者証明用の電子証明書ではありません。", "カードを確認する";
        "This is not a certificate for user authentication.", "Check the card."
    }
    CertificateKeyUnknown = "MKA-E2061" {
        "この電子証明書の方式には、まだ対応していません。", "アプリの更新を確認する";
        "The certificate's key is of a kind not supported yet.", "Look for an update."
    }
    CertificateUnreadable = "MKA-E2062" {
        "電子証明書を読み取れませんでした。", "もう一度カードを当てる";
        "The certificate could not be read.", "Tap the card again."
    }
    TerminalRefused = "MKA-E2070" {
        "このカードでは目視による確認ができませんでした。", "暗証番号で確認する";
        "The card did not accept confirmation by sight.", "Confirm with the PIN instead."
    }
    TerminalSignatureMissing = "MKA-E2071" {
        "目視確認に必要な通信ができませんでした。", "電波の良い場所で、もう一度当てる";
        "The connection that confirmation by sight needs failed.", "Move to better reception and hold the card again."
    }
    TerminalSignatureLimit = "MKA-E2072" {
        "目視での読み取りは、1回の確認につき3回までです。", "目視の確認からやり直す";
        "A visual confirmation is good for three taps.", "Confirm by sight again."
    }
    VisualUnproven = "MKA-E2073" {
        "目視確認の手順が行われていないため、受け付けられません。", "目視の確認からやり直す";
        "The card was not opened by this terminal.", "Confirm by sight again."
    }
    CardChanged = "MKA-E2074" {
        "先ほどと違うカードが当てられました。", "目視の確認からやり直す";
        "Another card was held than before.", "Confirm by sight again, with this card."
    }
    ConsentRegistered = "MKA-I3001" {
        "同意を登録しました。", "資格確認結果を見る";
        "The consent was registered.", "See the result."
    }
    ConsentEmpty = "MKA-E3002" {
        "同意する項目を選んでください。", "項目を選ぶ";
        "No item was chosen.", "Choose the items."
    }
    ConsentDeclined = "MKA-I3003" {
        "同意しない内容で登録しました。診療は受けられます。", "資格確認結果を見る";
        "Registered without consent; care is not affected.", "See the result."
    }
    ConsentRevoked = "MKA-I3004" {
        "すべての同意を取り消しました。", "画面を閉じる";
        "All consents were revoked.", "Close this screen."
    }
    ConsentNeedsCard = "MKA-E3005" {
        "取り消しには、患者様のカードが必要です。", "カードを当てる";
        "Revoking needs the patient's card.", "Tap the card."
    }
    ConsentExists = "MKA-W3006" {
        "同意は登録済みです。内容を変更しますか。", "変更するか選ぶ";
        "A consent is registered already.", "Choose whether to change it."
    }
    ConsentWithdrawn = "MKA-E3007" {
        "この同意は取り消されています。新しい同意が必要です。", "同意を取り直す";
        "This consent was revoked.", "Ask for a new consent."
    }
    ReceiptUnknown = "MKA-E3008" {
        "この本人確認は見つかりません。", "本人確認をやり直す";
        "This presence is not known.", "Confirm the presence again."
    }
    ConsentOutsideWindow = "MKA-E3009" {
        "同意の回答時刻が受付時間外です。", "本人確認をやり直す";
        "The consent was not answered in time.", "Confirm the presence again."
    }
    ConsentAnswered = "MKA-E3010" {
        "この本人確認には、すでに別の回答が登録されています。", "登録済みの内容を確認する";
        "Another answer has been registered for this presence.", "Look at what is registered."
    }
    ProxyNotPermitted = "MKA-E3011" {
        "ご家族等の回答では、診療情報等の閲覧に同意できません。", "資格確認だけを登録する";
        "Medical information cannot be consented to by proxy.", "Register eligibility only."
    }
    ViewConsentDisabled = "MKA-E3012" {
        "この機関では、閲覧同意を利用する設定になっていません。", "資格確認だけを登録する";
        "This institution does not use consents to view.", "Register eligibility only."
    }
    PrescriptionNotChosen = "MKA-E3013" {
        "処方箋の発行方法を選んでください。", "発行方法を選ぶ";
        "The form of the prescription was not chosen.", "Choose it."
    }
    ConsentExpired = "MKA-E3014" {
        "同意の有効期間が終了しています。新しい同意が必要です。", "同意を取り直す";
        "The consent has ended with its period.", "Ask for a new consent."
    }
    ConsentMissing = "MKA-E3015" {
        "この診療区分の同意が登録されていません。", "同意を登録する";
        "There is no consent for this kind of care.", "Register a consent."
    }
    ItemNotConsented = "MKA-E3016" {
        "この情報の閲覧には同意されていません。", "同意の内容を確認する";
        "This information was not consented to.", "Look at the consent."
    }
    NotEligible = "MKA-E4001" {
        "資格が確認できませんでした。資格確認書をご提示いただくか、保険者にお問い合わせください。", "資格確認書の提示を依頼する";
        "No eligibility was found.", "Ask for the eligibility document."
    }
    EligibilityChanged = "MKA-W4002" {
        "前回の確認から資格が変わりました。", "変更点を確認する";
        "The eligibility has changed since the last time.", "Look at what changed."
    }
    EligibilityAmbiguous = "MKA-E4003" {
        "複数の資格が該当しました。", "枝番で特定する";
        "More than one eligibility matches.", "Choose by branch number."
    }
    BurdenEstimated = "MKA-W4004" {
        "負担割合は年齢区分による推定です。窓口で必ず確認してください。", "窓口で確認する";
        "The burden ratio is estimated from the age.", "Confirm it at the desk."
    }
    ResultNotCached = "MKA-I4005" {
        "オフラインのため、表示されているのは前回の結果ではありません。通信を確認してください。", "通信を確認する";
        "Offline: no earlier result is shown.", "Check the connection."
    }
    ResultUnknown = "MKA-E4006" {
        "この受付番号の結果は見つかりません。", "受付番号を確認する";
        "There is no result of this reception number.", "Check the reception number."
    }
    SearchTooWide = "MKA-E4007" {
        "検索できる期間は31日までです。", "期間を短くする";
        "A search spans at most 31 days.", "Choose a shorter period."
    }
    SearchMalformed = "MKA-E4008" {
        "検索条件が正しくありません。", "検索条件を確認する";
        "The search is not understood.", "Check the conditions."
    }
    RelationMissing = "MKA-E4009" {
        "継続的な訪問診療等の関係が確認できないため、再照会できません。", "カードで資格を確認する";
        "There is no continuing relation to ask again in.", "Check the card."
    }
    MedicalUnavailable = "MKA-E4010" {
        "この資格では、医療情報を閲覧できません。", "患者様に確認する";
        "Medical information is not available under this eligibility.", "Ask the patient."
    }
    EligibilityUnchanged = "MKA-I4011" {
        "前回の確認から資格は変わっていません。", "結果を確認する";
        "The eligibility has not changed.", "See the result."
    }
    Offline = "MKA-E5001" {
        "通信できませんでした。電波の良い場所で、もう一度お試しください。", "電波の良い場所で試す";
        "The server could not be reached.", "Try again with a better signal."
    }
    NotOurServer = "MKA-E5002" {
        "この通信環境では利用できません(プロキシ等)。モバイル通信に切り替えてください。", "モバイル通信に切り替える";
        "Something between the phone and the server answers in its place.", "Switch to mobile data."
    }
    Maintenance = "MKA-E5003" {
        "システムメンテナンス中です。", "再開を待つ";
        "The system is under maintenance.", "Wait until it is back."
    }
    Pending = "MKA-E5004" {
        "処理中です。しばらくして結果を確認してください。", "しばらくして確認する";
        "The request is being processed.", "Look again in a while."
    }
    Internal = "MKA-E5005" {
        "サーバーでエラーが起きました。", "しばらくして試す";
        "The server failed.", "Try again in a while."
    }
    ClockWrong = "MKA-E5006" {
        "日時が正しくありません。端末の時刻を確認してください。", "端末の時刻を確認する";
        "The phone's clock is wrong.", "Check the phone's clock."
    }
    RequestMalformed = "MKA-E5010" {
        "要求の形式が正しくありません。", "アプリの更新を確認する";
        "The request is malformed.", "Look for an update of the app."
    }
    NotFound = "MKA-E5011" {
        "この機能はサーバーにありません。", "アプリの更新を確認する";
        "The server has nothing under this address.", "Look for an update of the app."
    }
    MethodNotAllowed = "MKA-E5012" {
        "この操作はできません。", "アプリの更新を確認する";
        "This address does not allow that method.", "Look for an update of the app."
    }
    BodyTooLarge = "MKA-E5013" {
        "送信する内容が大きすぎます。", "アプリの更新を確認する";
        "The request body is too large.", "Look for an update of the app."
    }
    MediaTypeUnsupported = "MKA-E5014" {
        "送信する内容の種類が正しくありません。", "アプリの更新を確認する";
        "The request body must be JSON.", "Look for an update of the app."
    }
    IdempotencyConflict = "MKA-E5015" {
        "同じ識別子で異なる要求が送信されました。", "操作をやり直す";
        "The idempotency key belongs to another request.", "Start the operation again."
    }
    RequestTimedOut = "MKA-E5016" {
        "要求の受信に時間がかかりすぎました。", "もう一度試す";
        "The request took too long.", "Try again."
    }
    TooManyChallenges = "MKA-E5017" {
        "この端末で始めた本人確認が多すぎます。数分待ってから、もう一度お試しください。", "数分待って試す";
        "Too many challenges of this device are still open.", "Try again in a few minutes."
    }
    DeliveryPending = "MKA-W5018" {
        "本人確認の結果を端末に保存しました。通信が回復したら送信してください。", "通信を確認して送信する";
        "The confirmation is kept on the phone until it can be delivered.", "Deliver it when there is a connection."
    }
    TooManyRequests = "MKA-E5019" {
        "要求が多すぎます。", "しばらくして試す";
        "There are too many requests.", "Try again in a while."
    }
    SettingsSaved = "MKA-I6001" {
        "設定を更新しました。反映するには、一度ログアウトし、再度ログインしてください。", "ログインし直す";
        "The settings were saved.", "Sign out and in again."
    }
    FieldMissing = "MKA-E6002" {
        "必須項目が入力されていません。", "必須項目を入力する";
        "A required field is empty.", "Fill it in."
    }
    AccountIdTaken = "MKA-E6003" {
        "このユーザIDはすでに使われています。", "別のIDを入力する";
        "The user ID is taken.", "Choose another."
    }
    ActivationCodeIssued = "MKA-I6004" {
        "アクティベーションコードを発行しました。この画面を閉じると、コードは再表示できません。", "コードを控える";
        "The activation code is shown only once.", "Note the code."
    }
    DeviceRevokeConfirm = "MKA-W6005" {
        "この端末を失効させます。よろしいですか。", "失効させるか選ぶ";
        "The device will be revoked.", "Choose whether to revoke it."
    }
    ConsentWithdrawnByPatient = "MKA-I6006" {
        "同意を取り消しました。(理由: 患者の申し出)", "画面を閉じる";
        "The consent was revoked at the patient's request.", "Close this screen."
    }
    ActivationCodesTooMany = "MKA-E6007" {
        "未使用のアクティベーションコードが多すぎます。不要なコードを無効化してください。", "不要なコードを無効化する";
        "There are too many unused activation codes.", "Invalidate those that are not needed."
    }
    PasswordTooWeak = "MKA-E6008" {
        "パスワードは13文字以上、または3種類以上の文字を組み合わせた8文字以上で、ユーザIDを含まないものにしてください。", "別のパスワードを入力する";
        "A password has 13 characters, or 8 of three kinds, and does not contain the user ID.", "Choose another."
    }
    PasswordUsedBefore = "MKA-E6009" {
        "過去5回に使用したパスワードは使用できません。", "別のパスワードを入力する";
        "This is one of the last five passwords.", "Choose another."
    }
    EntryUnknown = "MKA-E6010" {
        "対象が見つかりません。", "一覧を確認する";
        "There is no such entry.", "Look at the list."
    }
    FieldMalformed = "MKA-E6011" {
        "入力内容が正しくありません。", "入力し直す";
        "An entry is not correct.", "Enter it again."
    }
    EntryExists = "MKA-E6012" {
        "すでに登録されています。", "一覧を確認する";
        "There is such an entry already.", "Look at the list."
    }
}
