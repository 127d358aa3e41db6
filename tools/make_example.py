#!/usr/bin/python3
"""Makes the worked example of Hoshirube: one invented parts maker and its proof files.

    /usr/bin/python3 tools/make_example.py            writes example/company.json and example/files/
    /usr/bin/python3 tools/make_example.py --check    only checks what lies there

Needed when the example is made anew, never when the product is built or run (Debian names):
python3, python3-reportlab, python3-pil, fonts-vlgothic. With the same versions of these packages
two runs give identical bytes: no clock, no unseeded randomness. The xlsx files are written by hand (zip + XML).

Order of this file: 1 the firm as data, 2 texts of its documents, 3 one writer per kind of file,
4 the files, 5 the answers, 6 checks. Every person, firm, maker, number and address is invented; only Microsoft's
products and public bodies carry their real names. Networks are the documentation ranges, telephone numbers begin 00-0000.
"""
import csv, datetime as dt, io, json, random, sys, zipfile
from pathlib import Path
from xml.sax.saxutils import escape

ROOT = Path(__file__).resolve().parent.parent
OUT = ROOT / "example"
CRITERIA = ROOT / "catalogue" / "2026-03-27" / "criteria"
FONT = "/usr/share/fonts/truetype/vlgothic/VL-Gothic-Regular.ttf"
MARK = "架空の見本 / invented example"
LIMIT = 1_200_000                                   # bytes, all files together
D = dt.date

# ------------------------------------------------------------------ 1. the firm as data

def corporate_number(base):
    """13 digits: the check digit, then the 12 base digits."""
    total = sum(int(c) * (1 if n % 2 else 2) for n, c in enumerate(reversed(base), 1))
    return str(9 - total % 9) + base

FIRM, EXPERT_FIRM, REGISTER, BUYER = (corporate_number(f"99000100000{n}") for n in (1, 2, 3, 4))
FIRM_JA, MAIL = "株式会社見星精機", "mihoshi-seiki.example"

def organisation(number, ja, kana, trade, en, prefecture, industry, staff):
    return {"corporate_number": number, "legal_name": ja, "legal_name_kana": kana, "trade_name": trade,
            "legal_name_en": en, "prefecture": prefecture, "industry": industry, "staff": staff, "invented": True}

ORGANISATION = organisation(FIRM, FIRM_JA, "カブシキガイシャミホシセイキ", "見星精機",
                            "Mihoshi Seiki Co., Ltd. (invented)", "23", "E31", 31)
OTHERS = [
    organisation(EXPERT_FIRM, "合同会社あんしん見本技術事務所", "ゴウドウガイシャアンシンミホンギジュツジムショ", "あんしん見本技術事務所",
                 "Anshin Mihon Engineering Office LLC (invented)", "23", "L72", 4),
    organisation(REGISTER, "デモ登録事務局", "デモトウロクジムキョク", "デモ登録事務局",
                 "Demonstration Register Office (invented)", "13", "R93", 12),
    organisation(BUYER, "株式会社見本モビリティ部品", "カブシキガイシャミホンモビリティブヒン", "見本モビリティ部品",
                 "Mihon Mobility Parts Corporation (invented)", "23", "E31", 4200),
]
PEOPLE = [
    {"key": "takagi", "name": "髙木 美穂", "name_kana": "タカギ ミホ", "email": f"m.takagi@{MAIL}",
     "organisation": FIRM, "roles": ["applicant"]},
    {"key": "miyasaka", "name": "宮坂 健一", "name_kana": "ミヤサカ ケンイチ", "email": f"k.miyasaka@{MAIL}",
     "organisation": FIRM, "roles": ["management"]},
    {"key": "ogino", "name": "荻野 智子", "name_kana": "オギノ トモコ", "email": "t.ogino@anshin-mihon.example",
     "organisation": EXPERT_FIRM, "roles": ["expert"],
     "qualification": {"kind": "riss", "number": "DEMO-000000", "valid_until": "2028-03-31"}},
    {"key": "touma", "name": "当麻 啓", "name_kana": "トウマ ケイ", "email": "k.touma@demo-register.example",
     "organisation": REGISTER, "roles": ["operator"]},
    {"key": "kusaka", "name": "日下 玲子", "name_kana": "クサカ レイコ", "email": "r.kusaka@mihon-mobility.example",
     "organisation": BUYER, "roles": ["buyer"]},
]
PROFILE_NOTES = (
    "31人（役員2、従業員28、派遣社員1）。本社工場1か所（愛知県の架空の市）。パソコン28台（Windows 11 Pro 25H2。うち予備2台、現場の共用端末6台は一人ずつの"
    "IDでサインイン）。サーバはNAS 1台だけで、仮想サーバとハイパーバイザは無い。境界はUTM 1台、L2スイッチ2台、無線AP 2台。"
    "Microsoft 365（メール、共有、端末管理）に重要な機密情報を置き、全員が多要素認証。会社のスマートフォン4台（社長と営業3人）。"
    "営業2人がVPNで在宅勤務。古いWindows 7のCAM機1台はどのネットワークにもつながず、加工プログラムは検査用パソコンを通した登録USBメモリ3本で運ぶ（規程あり）。"
    "自社でのソフトウェア開発は無い。公開サーバは無い（会社案内のサイトは外部の事業者に委託）。顧客の図面を預かり、外注先2社とIT保守1社に機密情報を渡す。"
    "UTMの設定は、保守会社が固定IPアドレスからだけ遠隔で変更できる。")
SCOPE = {"kind": "company",
         "text_ja": "株式会社見星精機の全社（本社工場）。パソコン28台、NAS 1台、UTM等のネットワーク機器6台、会社のスマートフォン4台、Microsoft 365、"
                    "クラウドバックアップ。工作機械とネットワークにつながないCAM機は対象外。",
         "text_en": "The whole of Mihoshi Seiki Co., Ltd. (head office and plant): 28 PCs, one NAS, six network devices including one UTM, "
                    "four company smartphones, Microsoft 365 and the cloud back-up. Machine tools and the CAM machine, which is on no network, are outside."}

# number, name, kana, department, title, joined, user id
STAFF = [tuple(line.split("|")) for line in """\
1|宮坂 健一|ミヤサカ ケンイチ|役員|代表取締役社長|1998-04-01|k.miyasaka
2|宮坂 由紀|ミヤサカ ユキ|役員|専務取締役|2003-04-01|y.miyasaka
3|髙木 美穂|タカギ ミホ|総務課|課長|2009-10-01|m.takagi
4|西尾 香織|ニシオ カオリ|総務課|主任|2015-04-01|k.nishio
5|大竹 里奈|オオタケ リナ|総務課||2026-04-01|r.otake
6|森下 誠|モリシタ マコト|営業課|課長|2005-04-01|m.morishita
7|加納 祐介|カノウ ユウスケ|営業課||2018-04-01|y.kano
8|柴田 彩|シバタ アヤ|営業課||2021-04-01|a.shibata
9|長谷 浩二|ハセ コウジ|設計技術課|課長|2007-04-01|k.hase
10|石黒 拓也|イシグロ タクヤ|設計技術課|主任|2013-04-01|t.ishiguro
11|吉岡 直人|ヨシオカ ナオト|設計技術課||2019-04-01|n.yoshioka
12|松葉 恵|マツバ メグミ|設計技術課||2022-04-01|m.matsuba
13|黒田 修|クロダ オサム|生産管理課|課長|2004-04-01|o.kuroda
14|浅井 由美|アサイ ユミ|生産管理課||2016-06-01|y.asai
15|杉本 大輔|スギモト ダイスケ|生産管理課||2017-04-01|d.sugimoto
16|服部 千春|ハットリ チハル|品質保証課|課長|2008-04-01|c.hattori
17|岩瀬 和也|イワセ カズヤ|品質保証課||2020-04-01|k.iwase
18|坂口 勝|サカグチ マサル|製造課|課長|2001-04-01|m.sakaguchi
19|村瀬 隆|ムラセ タカシ|製造課|班長|2006-04-01|t.murase
20|平野 武志|ヒラノ タケシ|製造課|班長|2010-04-01|t.hirano
21|小栗 秀樹|オグリ ヒデキ|製造課||2002-04-01|h.oguri
22|伊東 良平|イトウ リョウヘイ|製造課||2011-04-01|r.ito
23|牧野 真司|マキノ シンジ|製造課||2012-04-01|s.makino
24|近藤 健太|コンドウ ケンタ|製造課||2014-04-01|k.kondo
25|水野 亮|ミズノ リョウ|製造課||2016-04-01|r.mizuno
26|稲垣 慎吾|イナガキ シンゴ|製造課||2017-04-01|s.inagaki
27|福井 剛|フクイ ツヨシ|製造課||2018-10-01|t.fukui
28|早川 翔|ハヤカワ ショウ|製造課||2026-04-01|s.hayakawa
29|丹羽 光|ニワ ヒカル|製造課||2023-04-01|h.niwa
30|ファム ヴァン ミン|ファム ヴァン ミン|製造課||2024-10-01|v.pham
31|酒井 恵太|サカイ ケイタ|製造課|派遣社員|2026-07-01|k.sakai""".splitlines()]
LEAVERS = [("前田 久美", "総務課", D(2026, 3, 31), "k.maeda"), ("山口 進", "製造課", D(2026, 8, 31), "s.yamaguchi")]
NAME = {s[6]: s[1] for s in STAFF}
PRESIDENT, OFFICE, SYSTEM = NAME["k.miyasaka"], NAME["m.takagi"], NAME["k.hase"]   # 統括役員, 担当, システム管理者

DESKTOP, NOTEBOOK, STATION = ("ヒノデ電機", "HN-D520"), ("ツバメ電算", "TB-N14"), ("ミナト技研", "MW-700")
NOTEBOOKS, STATIONS = {1, 2, 6, 7, 8, 16, 17, 28}, {9, 10, 11, 12}
LINE_POSTS = ["旋盤1", "旋盤2", "マシニング1", "マシニング2", "研削", "出荷"]

def make_pcs():
    """28 PCs: 20 personal ones for the first 20 people, 6 at the line, 2 spare."""
    pcs = []
    for n in range(1, 29):
        maker, model = STATION if n in STATIONS else NOTEBOOK if n in NOTEBOOKS else DESKTOP
        if n <= 20:
            user, place = STAFF[n - 1][1], "本社2階" if n <= 17 else "工場事務室"
            department, user_id = STAFF[n - 1][3], STAFF[n - 1][6]
        elif n <= 26:
            user, place, department, user_id = f"現場共用（{LINE_POSTS[n - 21]}）", "工場1階", "製造課", STAFF[n - 1][6]
        else:
            user, place, department, user_id = "予備", "総務課 保管庫", "総務課", "m.takagi"
        bought = D(2022 + n % 4, 1 + n * 5 % 12, 10)
        applied = D(2026, 11, 18) if n >= 27 else D(2026, 11, 19) if n == 7 else D(2026, 11, 12 + n % 3)
        pcs.append({"no": f"PC-{n:03d}", "maker": maker, "model": model, "serial": f"MHN{n * 7919 % 100000:05d}",
                    "os": "Windows 11 Pro", "version": "25H2", "user": user, "department": department, "place": place,
                    "user_id": user_id, "bought": bought, "applied": applied,
                    "ip": f"192.168.{20 if 21 <= n <= 26 else 10}.{100 + n}", "mac": f"00-00-5E-00-53-{n:02X}"})
    return pcs

PCS = make_pcs()
PHONES = [("SP-01", "k.miyasaka"), ("SP-02", "m.morishita"), ("SP-03", "y.kano"), ("SP-04", "a.shibata")]
# number, kind, maker, model, address, firmware, place, administrator, deputy, maintained by
DEVICES = [tuple(x.split("|")) for x in """\
NW-01|UTM|アオバネットワークス|AN-UTM60|192.168.10.1|7.2.5|本社2階 施錠ラック|長谷 浩二|髙木 美穂|株式会社見本ITサポート
NW-02|L2スイッチ（事務所）|アオバネットワークス|AN-SW24|192.168.10.2|3.1.9|本社2階 施錠ラック|長谷 浩二|髙木 美穂|株式会社見本ITサポート
NW-03|L2スイッチ（工場）|アオバネットワークス|AN-SW16|192.168.20.2|3.1.9|工場事務室 施錠ボックス|長谷 浩二|髙木 美穂|株式会社見本ITサポート
NW-04|無線AP（事務所）|アオバネットワークス|AN-AP6|192.168.10.3|2.8.4|本社2階 天井|長谷 浩二|髙木 美穂|株式会社見本ITサポート
NW-05|無線AP（工場）|アオバネットワークス|AN-AP6|192.168.20.3|2.8.4|工場1階 天井|長谷 浩二|髙木 美穂|株式会社見本ITサポート
NW-06|回線終端装置（ONU）|見本通信（回線事業者の貸与品）|MT-ONU1|―|事業者が管理|本社2階 施錠ラック|長谷 浩二|髙木 美穂|見本通信株式会社""".splitlines()]
ADMINS = [("adm-hase", "長谷 浩二", "Microsoft 365：端末管理とユーザー管理の役割"), ("adm-takagi", "髙木 美穂", "Microsoft 365：ユーザー管理の役割"),
          ("adm-president", "宮坂 健一", "Microsoft 365：全体管理者（他の人が対応できない時だけ）")]

# ------------------------------------------------------------------ 2. texts of its documents
# Each: code, title, [(revision, date, change)], body. Body: ("h", heading) ("p", text) ("l", list) ("t", header, rows, widths in mm)

ALL = "役員、従業員、派遣社員、受け入れた出向者の全員"
FIRST = [("初版", "2026-04-01", "制定")]
PDFS = {
"01-security-policy.pdf": ("MS-01", "情報セキュリティ基本方針", [("初版", "2021-04-01", "制定"), ("第2版", "2026-04-01", "責任者を社長に改めた"),
    ("第3版", "2026-10-01", "取引先と在宅勤務について追記")], [
    ("p", "当社は自動車部品の切削加工を行い、お客様の図面と加工のノウハウをお預かりしています。これらを守り、納期を止めないことは、お客様への約束です。そのために次のことを行います。"),
    ("l", ["社長を情報セキュリティの統括役員とし、総務課を担当部署とする。必要な人と費用は社長が用意する。",
           "法令と、お客様との約束を守る。", "守るべき情報と機器を一覧にし、毎年見直す。",
           "図面などの重要な機密情報は、決めた人だけが、決めた場所で扱う。", "外注先など、機密情報を渡す相手とは、始める前に取り扱いを取り決める（第3版で追加）。",
           "在宅勤務は、会社のパソコンとVPNだけで行う（第3版で追加）。", "全員に年1回以上、事故が起きた時の動き方を教える。",
           "事故に気づいたら隠さず、すぐ総務課へ知らせる。知らせた人を責めない。", "この方針と社内の決まりを、年1回以上見直す。"]),
    ("p", f"対象は{ALL}です。最新の版は、社内ポータル「決まりごと」と、食堂・工場事務室の掲示板でいつでも読めます。"),
    ("p", "2026年10月1日　代表取締役社長　宮坂 健一")]),

"02-security-organisation.pdf": ("MS-02", "情報セキュリティ体制表（平時・緊急時の役割）", FIRST + [("第2版", "2026-10-01", "代理者を追記")], [
    ("h", "1. 平時の役割"),
    ("t", ["役割", "担当", "すること・決められること"], [
        ["統括役員", "宮坂 健一（社長）\n代理：宮坂 由紀（専務）", "方針と規程を承認する。予算を決める。残ったリスクを受け入れるか決める。"],
        ["担当部署", "総務課\n責任者：髙木 美穂（課長）\n代理：西尾 香織", "規程と台帳の維持、教育、年次点検、申請の受付、外部との連絡窓口。"],
        ["システム管理者", "長谷 浩二（設計技術課長）\n代理：髙木 美穂", "NAS・UTM・Microsoft 365の設定、更新の確認、バックアップ、アラートの一次確認。"],
        ["各課の責任者", "各課長", "課員への周知、課の重要な機密情報の管理、申請の一次承認。"]], [30, 52, 86]),
    ("h", "2. 緊急時の役割"),
    ("t", ["役割", "担当", "すること・決められること"], [
        ["対策本部長", "宮坂 健一\n代理：宮坂 由紀", "生産やネットワークを止める判断、届出と公表の判断、お客様への連絡の承認。"],
        ["対応責任者", "髙木 美穂\n代理：西尾 香織", "報告の受付、記録、社内外への連絡、警察・保険会社との窓口。"],
        ["技術対応", "長谷 浩二\n見本ITサポート（保守）", "切り離し、ログの保全、原因の調査、復旧。"],
        ["現場対応", "坂口 勝（製造課長）", "手作業での生産の継続、現場への指示。"],
        ["お客様対応", "森下 誠（営業課長）", "お客様への第一報と経過の連絡。"]], [30, 52, 86])]),

"03-confidential-information-rule.pdf": ("MS-03", "機密情報管理規程（守秘義務を含む）", [("初版", "2026-05-11", "制定"), ("第2版", "2026-10-26", "年次点検により区域の表を直した")], [
    ("h", "第1章 守秘義務"),
    ("l", [f"対象は{ALL}とする。", "仕事で知った会社とお客様の情報を、仕事以外に使わず、外に漏らさない。会社を離れた後も同じとする。",
           "入社の日、または外部からの受け入れの日に、総務課がこの章を説明し、本人の署名を得て保管する。", "守らなかった時は、就業規則または派遣元・出向元との契約に従う。"]),
    ("h", "第2章 機密の決め方と表示"),
    ("t", ["区分", "どんな情報か", "表示"], [
        ["極秘（重要な機密情報）", "お客様の図面・仕様、原価と見積、加工プログラム、個人番号と人事の情報", "ファイル名の先頭に【極秘】、紙は赤い印"],
        ["社外秘", "手順書、社内の記録、取引先の一覧", "ファイル名の先頭に【社外秘】"],
        ["公開", "会社案内、求人票", "なし"]], [42, 84, 42]),
    ("p", "区分は情報を作った課の課長が決め、迷う時は上の区分とする。お客様が指定した区分があれば、それに従う。"),
    ("h", "第3章 区分ごとの扱い"),
    ("t", ["区分", "置き場所", "渡し方", "捨て方"], [
        ["極秘", "NASの課別フォルダ、SharePointの限定サイト、施錠した棚", "課長の承認。相手は台帳に書いた開示先だけ", "紙は裁断、データは完全消去"],
        ["社外秘", "NASの共有フォルダ、SharePoint", "仕事に必要な相手だけ", "紙は裁断"],
        ["公開", "定めない", "定めない", "定めない"]], [20, 60, 54, 34]),
    ("h", "第4章 区域"),
    ("t", ["区域", "場所", "入れる人"], [
        ["A 制限区域", "設計技術室、NAS・UTMのラック、人事書庫", "入室台帳に載った人。来客は付き添い"],
        ["B 社内区域", "本社2階、工場", "全員。来客は受付と名札"],
        ["C 応接区域", "1階の応接と受付", "来客を含む"]], [34, 74, 60]),
    ("h", "第5章 台帳と点検"),
    ("p", "極秘の情報は台帳に、管理者、部署、置き場所、期限、開示先、連絡先を書く。総務課はこの規程の内容を毎年10月に点検する。")]),

"04-device-software-rule.pdf": ("MS-04", "情報機器・ソフトウェア管理規程", [("初版", "2026-06-01", "制定"), ("第2版", "2026-07-01", "新しいUTMと端末管理に合わせた")], [
    ("h", "1. 導入と設置"),
    ("l", ["パソコン、スマートフォン、NAS、ネットワーク機器は、総務課に申請し、承認を得て入れる。入れたら使い始める前に台帳に書く。",
           "初期パスワードを変え、端末管理に登録し、マルウェア対策を入れてから渡す。", "離席時は画面をロックする。ノートはワイヤで固定するか、帰りに施錠して保管する。"]),
    ("h", "2. ネットワークへの接続"),
    ("l", ["つないでよいのは台帳にある機器だけとする。私物はつながない。", "在宅勤務は会社のノートとVPNだけで行う。", "CAM機（Windows 7）はどのネットワークにもつながない。LANの口は封印シールでふさぐ。"]),
    ("h", "3. ソフトウェア"),
    ("l", ["使ってよいソフトは許可一覧に載せる。利用者に管理者権限を渡さず、勝手に入れられないようにする。", "正規の使用権があり、作り手の支援が続いているものだけを使う。終わる前に入れ替えるか、取り除く。"]),
    ("p", "許可一覧：Windows 11、Microsoft 365アプリ、Edge、アオバ対策クライアント、CAD「見本CAD 12」、生産管理「見本生産 5」、会計「見本会計 8」、PDF閲覧ソフト、VPNクライアント。"),
    ("h", "4. 更新（パッチ）"),
    ("l", ["自動更新ができるものは、自動にする。", "重大・高リスクとされたもの、CVSS基本値7.0以上のもの、重さが示されないものは、公開から14日以内に当てる。社内の目標は10日とする。",
           "当てられない時は、その機能を止める、作り手の回避策を行う、切り離す、監視して遮断する、のどれかを当てるまで続け、記録する。", "対象はパソコン、NAS、スマートフォン、UTMなど境界の機器とする。"]),
    ("h", "5. マルウェア対策"),
    ("t", ["対象", "範囲", "頻度", "定義ファイル"], [
        ["パソコン 28台", "常時監視／全ドライブ", "常時／毎週水曜 12:10", "1時間ごとに自動"],
        ["NAS 1台", "共有フォルダ全体", "書き込み時／毎週日曜 23:30", "1時間ごとに自動"]], [36, 48, 50, 34]),
    ("h", "6. USBメモリ"),
    ("l", ["使ってよいのは会社の暗号化USBメモリ3本（USB-01〜03）だけで、CAM機との受け渡しに限る。", "使うたびに貸出簿に書き、検査用パソコン（PC-021）で検査してから使う。", "自動実行・自動再生は全台で止める。"]),
    ("h", "7. 点検"), ("p", "総務課は毎年10月に、この規程が守られているかを全台で点検し、記録を残す。")]),

"05-id-access-rule.pdf": ("MS-05", "ID・アクセス権・入室管理規程", [("初版", "2026-05-11", "制定"), ("第2版", "2026-07-01", "管理者IDの表を追記")], [
    ("h", "1. ユーザーID"),
    ("l", ["IDは一人に一つ。共有しない。現場の共用パソコンも自分のIDで入る。", "発行、変更、削除は、申請簿に課長が書き、総務課長が承認してからシステム管理者が行う。",
           "退職・受け入れ終了は最終日のうちに止める。90日使われないIDは止める。", "異動の日のうちに、前の仕事の権限を外す。"]),
    ("h", "2. 管理者ID"),
    ("l", ["普段のIDと分け、名前の付いた管理者IDを使う。共有しない。", "持てるのは下の表の人だけで、用途に必要な権限だけを付ける。", "発行、変更、削除は、申請簿に書き、社長が承認する。社長のIDは専務が承認する。"]),
    ("t", ["対象", "管理者（ID）", "できること"], [
        ["Microsoft 365", "長谷 浩二（adm-hase）", "端末管理、ユーザー管理"], ["Microsoft 365", "髙木 美穂（adm-takagi）", "ユーザー管理だけ"],
        ["Microsoft 365", "宮坂 健一（adm-president）", "全体管理（他の人が対応できない時だけ）"],
        ["NAS", "長谷 浩二（adm-hase）", "設定の変更、フォルダ権限"], ["NAS", "髙木 美穂（adm-takagi）", "バックアップの操作だけ"],
        ["UTM・スイッチ・AP", "長谷 浩二（adm-hase）", "設定の変更"], ["UTM", "見本ITサポート（ven-support1）", "設定の変更。固定IPからだけ。担当は山根 学の一人"],
        ["UTM", "髙木 美穂（adm-takagi）", "閲覧だけ"]], [42, 66, 60]),
    ("h", "3. アクセス権と入室"),
    ("l", ["システム、パソコン、フォルダの権限と、制限区域への入室は、申請し、承認を得て与える。変更と取消しも同じとする。", "範囲は仕事に必要な所だけとする。",
           "毎年10月に、IDと権限と入室許可を棚卸しし、要らないものを取り消す。", "申請簿と入室台帳は総務課が3年保管する。"]),
    ("t", ["制限区域", "入れる人"], [["設計技術室", "設計技術課4人、社長、専務"], ["NAS・UTMのラック（鍵は総務課の金庫）", "長谷、髙木"], ["人事書庫", "総務課3人、社長、専務"]], [84, 84]),
    ("h", "4. 認証"), ("p", "システムと機器は、使う前に必ずIDごとの認証を求める設定にする。自動サインイン、空のパスワード、ゲストは使わない。")]),

"06-password-rule.pdf": ("MS-06", "パスワード規程", [("初版", "2026-05-11", "制定"), ("第2版", "2026-07-01", "多要素認証の開始に合わせた")], [
    ("p", f"対象は{ALL}と、会社が使うすべての機器・サービスです。"), ("h", "1. 決め方"),
    ("l", ["買った時や始めた時のパスワードは、使い始める前に変える（パソコン、NAS、スマートフォン、クラウド、ネットワーク機器）。",
           "名前、会社名、生年月日、電話番号、password、12345678 など、当てられやすい言葉は使わない。",
           "長さは12文字以上とする。加えて、多要素認証を使うか、10回まちがえるとロックする設定にする。",
           "どちらもできない機器では、英大文字・小文字・数字を混ぜた14文字以上とする。", "機器やサービスごとに別のものにする。使い回さない。", "スマートフォンと、パソコンのPINは6桁以上とする。"]),
    ("h", "2. しまい方"),
    ("l", ["会社が用意したパスワード管理アプリに入れる。", "紙に書く時は、名前の分からない形で書き、鍵のかかる引き出しに入れる。画面や机に貼らない。", "人に教えない。メールやチャットで送らない。"]),
    ("h", "3. 漏れた時、漏れたかもしれない時"),
    ("l", ["すぐ総務課（内線11）へ知らせる。夜間・休日は緊急連絡先へ。", "システム管理者がそのIDのサインインを全て切る。", "本人が別の端末からその日のうちに変える。同じものを使った所が無いかも確かめる。", "総務課がサインイン記録を見て、事故として扱うかを決め、報告書に残す。"]),
    ("h", "4. 知らせ方"), ("p", "この規程は、入社・受け入れの日と、改めた時と、毎年の教育で全員に知らせる。社内ポータルでいつでも読める。")]),

"07-external-service-partner-rule.pdf": ("MS-07", "外部サービス・取引先管理規程", [("初版", "2026-06-01", "制定")], [
    ("h", "1. 外部サービスの条件"),
    ("t", ["番号", "条件", "必須の場合"], [
        ["S1", "通信が暗号化される", "すべて"], ["S2", "多要素認証を使える", "極秘の情報を置く時"], ["S3", "データの保存国と運営者が分かる", "すべて"],
        ["S4", "障害・事故の時に知らせがある", "すべて"], ["S5", "やめる時にデータを取り出し、消せる", "すべて"],
        ["S6", "第三者の認証か、それに代わる説明がある", "極秘の情報を置く時"], ["S7", "預けた情報を約束した目的以外に使わない取り決めがある", "社外秘以上を置く時"]], [16, 100, 52]),
    ("p", "使い始める前と毎年10月に、確認表で条件を確かめ、総務課長が承認する。満たさないものは使わない。"),
    ("h", "2. 機密情報の合意"), ("p", "社外秘以上を置くサービスは、契約か利用規約で機密の扱いを確かめ、合意した日と版を確認表に残す。"),
    ("h", "3. つながる相手の台帳"), ("p", "お客様のポータル、クラウド、保守の遠隔接続など、他社が管理し当社の機器がつながるシステムを台帳に書き、毎年10月に点検する。"),
    ("h", "4. 機密情報を渡す取引先"),
    ("l", ["渡す前に、秘密保持契約（見本様式 MS-07-1）を結ぶ。", "機密の範囲、使ってよい目的、しまい方、複製と第三者への提供、返却と廃棄を決める。", "事故の時の役割と連絡先を、分担表で取り決める。", "渡す相手の一覧を総務課が持ち、毎年10月に点検する。"])]),

"08-network-change-rule.pdf": ("MS-08", "ネットワーク機器管理・設定変更手順書", [("初版", "2026-07-01", "制定（UTM入れ替え）")], [
    ("h", "1. 設定の変更"),
    ("l", ["NAS、UTM、スイッチ、無線APの設定を変える時は、申請簿に目的、内容、戻し方、期限を書く。", "総務課長が承認してから、システム管理者が行う。社長の承認が要るのは、外から入る通信を増やす時とする。", "変える前に設定を保存し、変えた後に動きを確かめる。急ぐ時は口頭の承認で行い、翌営業日までに書く。"]),
    ("h", "2. 外から入る通信の規則"),
    ("t", ["番号", "通す相手と通信", "目的", "期限"], [
        ["IN-1", "社員のVPN（IKEv2）→UTM自身。証明書とパスワードの二つ", "営業2人の在宅勤務", "毎年見直し"],
        ["IN-2", "198.51.100.10（見本ITサポート）→UTMの管理画面。HTTPS", "保守", "保守契約の間"],
        ["IN-99", "上のほかすべて遮断し、記録する", "既定", "なし"]], [18, 76, 44, 30]),
    ("p", "社内に公開サーバは置かない。要らなくなった規則は、その日のうちに止め、3日以内に消す。毎年10月と、設定を変えた時に、規則の全てを見直す。"),
    ("h", "3. 管理画面"),
    ("l", ["初期のパスワードは設置の日に変える。機器ごとに別の、英大小文字・数字を含む20文字とし、管理アプリに入れる。10回まちがえるとロックする。", "管理画面は社内の管理用アドレスと、IN-2の固定IPからだけ開ける。"]),
    ("h", "4. 管理パスワードの変え方"),
    ("l", ["変えるのは、担当者が替わった時、保守会社の担当が替わった時、漏れた疑いがある時、年1回（7月）。", "申請簿に書き、承認を得る。", "管理画面の「管理者」から変え、別の端末で新しいパスワードで入れることを確かめる。", "古いパスワードで入れないことを確かめる。管理アプリを直し、申請簿に日付と行った人を書く。"]),
    ("h", "5. ログとアラート"), ("p", "UTMの記録は13か月保つ。アラートはすぐ長谷と髙木へメールで届き、一営業日のうちに見て、事故かどうかを判断簿に書く。")]),

"09-backup-restore-procedure.pdf": ("MS-09", "バックアップ・リストア手順書", [("初版", "2026-06-01", "制定"), ("第2版", "2026-09-18", "復元試験の結果を反映")], [
    ("h", "1. 何を、いつ、どれだけ"),
    ("t", ["番号", "対象", "頻度", "保管期間", "遠隔地"], [
        ["B1", "NASの共有（図面・品質記録）【極秘を含む】", "毎日 22:00", "30日", "毎日 02:00 大阪のクラウドへ、90日"],
        ["B2", "生産管理・会計のデータ（NASへ）【極秘を含む】", "毎日 21:00", "30日", "B1に含む"],
        ["B3", "Microsoft 365（メール・共有）【極秘を含む】", "毎日 03:00", "1年", "大阪のクラウドへ直接"],
        ["B4", "CAM機の加工プログラム【極秘を含む】", "毎週金曜", "6か月", "B1に含む"], ["B5", "UTM・スイッチの設定", "変更のたび", "3世代", "B1に含む"]], [14, 62, 26, 22, 44]),
    ("p", "NASのバックアップ用ディスクは、毎週月曜に2本を入れ替え、外した1本は金庫に入れる。結果は毎朝メールで届き、長谷が確かめる。"),
    ("h", "2. B1・B2 を戻す"), ("l", ["総務課長に知らせ、戻す日時と範囲を決める。", "NAS管理画面→「復元」→世代を選ぶ。まず「復元用」フォルダに戻す。", "マルウェアの検査をし、開けることを2人で確かめる。", "元のフォルダへ移し、利用者に知らせる。NASが壊れた時は代替機を借り、クラウドから戻す。"]),
    ("h", "3. B3 を戻す"), ("l", ["クラウドバックアップの管理画面に、多要素認証で入る。", "人、日付、対象を選び、別のフォルダに戻す。", "本人が確かめたら元へ移す。"]),
    ("h", "4. B4 を戻す"), ("l", ["検査用パソコンで検査したUSB-01に、NASの最新の版を写す。", "CAM機に読み込み、試し削りで確かめる。"]),
    ("h", "5. B5 を戻す"), ("l", ["同じ版のファームウェアにそろえ、保存した設定を読み込む。", "外からの通信が止まっていることを確かめてから回線をつなぐ。"]),
    ("h", "6. 試験の記録"), ("t", ["日付", "対象", "結果"], [["2026-09-17", "B1 図面 20点、B2 会計 1日分", "42分で復元。差分なし（長谷・西尾）"], ["2026-09-18", "B3 メール 1人分、B5 UTM設定", "25分で復元（長谷・髙木）"], ["2026-09-18", "B4 加工プログラム 5本", "試し削りで一致（坂口）"]], [26, 70, 72])]),

"10-incident-procedure.pdf": ("MS-10", "セキュリティ事故対応手順書", [("初版", "2026-06-01", "制定"), ("第2版", "2026-10-23", "年次点検により連絡先を直した")], [
    ("h", "1. 流れ"),
    ("t", ["段階", "すること", "だれが", "目安"], [
        ["① 見つけて知らせる", "画面の様子を写真に撮り、触らずに総務課（内線11）へ。夜間は緊急連絡先へ", "気づいた人", "すぐ"],
        ["② 初動", "LANケーブルを抜く、無線を切る。電源は切らない。社長に知らせ、止める範囲を決める", "技術対応・本部長", "30分"],
        ["③ 調べて対処", "ログを保全し、広がりと原因を調べる。IDを止め、通信を遮断する。保守会社を呼ぶ", "技術対応", "当日から"],
        ["④ 戻す", "安全を確かめ、手順書MS-09で戻す。重要な仕事から順に再開する", "技術対応・現場", "目標3日"],
        ["⑤ 最後の報告", "原因、影響、直したこと、防ぎ方を報告書MS-10-1にまとめ、社長が承認。お客様と関係先へ", "対応責任者", "30日以内"]], [30, 82, 32, 24]),
    ("h", "2. 報告と共有の道すじ"),
    ("t", ["相手", "いつ", "だれが知らせるか"], [
        ["社内：総務課 → 社長 → 各課長 → 全員", "すぐ", "髙木"], ["お客様（見本モビリティ部品ほか）", "影響が疑われたら24時間以内", "森下（社長の承認後）"],
        ["外注先・保守会社・クラウド事業者", "つながりがある時", "長谷"], ["警察（県警のサイバー相談窓口）", "犯罪が疑われる時", "髙木"],
        ["個人情報保護委員会", "個人データの漏えい等のおそれ：3〜5日以内に速報", "髙木"], ["経済産業省（地方経済産業局）", "所管として求めがある時、供給に影響する時", "髙木"],
        ["IPAの相談・届出窓口、サイバー保険会社、お助け隊の窓口", "当日", "髙木"]], [76, 56, 36]),
    ("p", "連絡先の番号は「連絡先一覧」にある。一覧は印刷して総務課と工場事務室に置く（ネットワークが止まっても使える）。"),
    ("h", "3. 役割"), ("p", "緊急時の役割と権限は体制表（MS-02）の2に定める。社長が不在の時は専務が決める。"),
    ("h", "4. 事例を分かち合う"), ("p", "年1回以上と、社内外で重い事故があった時に、事例と当社での対策を朝礼と資料で各課に伝える。")]),

"11-recovery-plan.pdf": ("MS-11", "サイバー攻撃時の復旧計画（重要な仕事）", [("初版", "2026-06-15", "制定"), ("第2版", "2026-10-23", "連絡手段を追記")], [
    ("h", "1. 重要な仕事と、どこまで戻すか"),
    ("t", ["仕事", "使うシステム", "目標の水準", "いつまで"], [
        ["受注と出荷", "見本生産5（生産管理）、メール、お客様のポータル", "主な3社への出荷を通常の8割", "1日（手作業）、3日（システム）"],
        ["図面を見る", "NAS、CAD", "量産品の図面が見られる", "1日"],
        ["加工", "CAM機、加工プログラム", "量産品を加工できる", "半日"], ["支払いと給与", "見本会計8", "支払日に間に合う", "5日"]], [28, 56, 48, 36]),
    ("h", "2. システムで続ける備え"),
    ("l", ["予備のパソコン2台（PC-027、028）を毎月更新し、総務課に保管する。", "NASが使えない時は、保守会社の代替機を翌営業日に借り、クラウドから戻す。", "メールはスマートフォンの回線とMicrosoft 365で使える。"]),
    ("h", "3. 人手で続ける備え"),
    ("l", ["量産図面の印刷（極秘、施錠棚、四半期ごとに差し替え）で加工を続ける。", "受注票、出荷票、検査票の紙の様式を50枚ずつ置く。", "主なお客様3社と外注先2社の電話・FAX・担当者の携帯を、紙の連絡先一覧に載せる。", "CAM機はネットワークに無いので、止まらない。プログラムはUSB-03の控えを金庫に置く。"]),
    ("h", "4. 確かめ"), ("p", "2026年9月17日・18日に復元試験、9月10日に手作業の受注と出荷を机上で確かめた。毎年9月に行う。")]),

"12-yearly-review-2026.pdf": ("MS-R26", "情報セキュリティ年次点検記録（2026年）", [("2026年", "2026-10-26", "点検と承認")], [
    ("t", ["点検したもの", "日付", "点検した人", "見つかったこと", "対応（完了日）"], [
        ["平時の体制と連絡先（MS-02、連絡先一覧）", "10-20", "髙木・宮坂（由）", "31人の名簿と照合。柴田の内線が古い", "直した（10-20）"],
        ["他社が管理するシステムの台帳", "10-20", "髙木・長谷", "使わなくなった名刺管理を発見", "解約し台帳から外した（10-21）"],
        ["機密情報管理規程の内容（MS-03）", "10-21", "髙木・各課長", "区域の表に新しい書庫が無い", "第2版に直した（10-26）"],
        ["情報機器・ソフト管理規程の遵守（MS-04）", "10-22", "長谷・西尾", "全台を点検。PC-014に許可外のソフト1件", "削除した（10-22）。点検表は別紙"],
        ["緊急時の体制と連絡先（MS-02、MS-10）", "10-23", "髙木・宮坂（健）", "全員へ連絡試験。31人中31人が1時間以内に応答。保険会社の窓口名が変更", "MS-10を第2版に（10-23）"],
        ["事故対応の教育・訓練の内容", "10-23", "髙木・長谷", "請求書を装うメールの例が古い", "2027年の教材に最新の例を入れる。差し替え案を作成（10-26）"],
        ["UTMの規則と管理者ID", "10-22", "長谷・髙木", "要らない規則なし。管理者IDは表と一致", "なし"],
        ["ID・権限・入室の棚卸し", "10-22", "髙木・各課長", "杉本の旧フォルダ権限が外れていることを確認", "なし"],
        ["開発環境の有無", "10-22", "髙木・長谷", "社内でソフトを作っていない。開発・試験の環境は無い。生産管理と会計は買った製品をそのまま使う", "なし"]], [42, 15, 28, 46, 37]),
    ("p", "上の点検の結果を確認し、承認する。次の点検は2027年10月に行う。"), ("p", "2026年10月26日　代表取締役社長　宮坂 健一")]),

"13-nda-extract.pdf": ("MS-07-1", "秘密保持契約の抜粋と事故時の分担表", [("初版", "2026-06-01", "様式の制定"), ("更新", "2026-10-20", "渡す相手の一覧を点検")], [
    ("h", "1. 渡す相手と契約"),
    ("t", ["相手（架空）", "渡す情報", "契約日", "業務の開始", "分担表の確認日"], [
        ["有限会社見本めっき工業", "表面処理の図面", "2026-06-10", "2026-06-15（更新）", "2026-06-10"], ["株式会社見本熱処理", "熱処理の仕様", "2026-06-12", "2026-06-15（更新）", "2026-06-12"],
        ["株式会社見本ITサポート", "ネットワークの構成、UTMの設定", "2026-06-22", "2026-07-01", "2026-06-22"]], [44, 42, 24, 34, 24]),
    ("h", "2. 契約の抜粋（三社とも同じ）"),
    ("l", ["第2条　機密情報とは、甲が【極秘】【社外秘】と示して渡した図面、仕様、設定その他の情報をいう。口頭の時は10日以内に書面で示す。", "第3条　乙は受けた仕事のためだけに使い、仕事に必要な者だけに見せる。",
           "第4条　乙は施錠またはアクセス制限のある場所にしまう。複製は甲の書面の承諾がある時に限る。", "第5条　乙は甲の書面の承諾なく第三者に渡さない。", "第8条　仕事が終わった時、または甲が求めた時は、10日以内に返すか、復元できない方法で消し、書面で知らせる。"]),
    ("h", "3. 事故の時の分担"),
    ("t", ["すること", "当社（甲）", "相手（乙）"], [
        ["気づいた側が知らせる", "窓口：髙木。24時間以内に相手へ", "窓口責任者から24時間以内に甲へ"], ["広がりを止める", "共有の停止、IDの停止", "自社の機器の切り離し、渡された情報の所在確認"],
        ["調べる", "渡した情報の範囲を示す", "ログを残し、原因と影響を報告する"], ["お客様・当局への連絡", "甲のお客様へは甲が行う", "乙の届出は乙が行い、甲に写しを渡す"], ["費用と再発防止", "自社の原因によるものを負う", "自社の原因によるものを負い、防止策を報告する"]], [40, 60, 68])]),

"14-case-sharing-2026.pdf": ("MS-K26", "事故の事例と当社の対策（共有の記録）", [("2026-06", "2026-06-08", "第1回"), ("2026-11", "2026-11-09", "第2回")], [
    ("h", "第1回　2026年6月8日 朝礼（全課）"), ("p", "事例（業界の一般的な例）：保守用の入口のパスワードが破られ、図面サーバが暗号化されて出荷が5日止まった。"),
    ("l", ["当社では：UTMを入れ替え、保守の入口を固定IPに限った（7月1日）。", "当社では：バックアップの1本を必ず外して金庫に置く。"]),
    ("h", "第2回　2026年11月9日 朝礼と資料の回覧（全課）"), ("p", "事例（社内）：11月6日、PC-014で広告を装う不正なサイトへの通信をUTMが止めた。被害は無く、事故には当たらないと判断した。"),
    ("l", ["対策：そのサイトの分類を全台で遮断。検索の一番上の広告から開かない。", "対策：おかしいと思ったら、閉じる前に内線11へ。"]),
    ("t", ["課", "伝えた人", "第1回", "第2回"], [["役員", "髙木", "06-08", "11-09"], ["総務課", "髙木", "06-08", "11-09"], ["営業課", "森下", "06-08", "11-09（在宅はオンライン）"], ["設計技術課", "長谷", "06-08", "11-09"], ["生産管理課", "黒田", "06-08", "11-09"], ["品質保証課", "服部", "06-08", "11-09"], ["製造課（派遣を含む）", "坂口", "06-08", "11-09"]], [50, 30, 30, 58])]),

"15-training-material-2026.pdf": ("MS-T26", "事故が起きた時の動き方（2026年 教育資料）", [("2026年", "2026-09-01", "教材の作成（4月の新入社員用を改めた）")], [
    ("p", "この資料は全員に配り、掲示板にも貼ります。9月の集合教育（45分）と机上の訓練（30分）で使います。入社・受け入れの日にも説明します。"),
    ("h", "1. こんな時は知らせる"), ("l", ["見慣れない画面、脅しの文章、勝手に動くマウス", "開いてしまった添付、入れてしまったパスワード", "なくしたスマートフォン、ノート、USBメモリ、図面", "まちがえて送ったメール"]),
    ("h", "2. 三つだけ覚える"), ("l", ["抜く：LANケーブルを抜く、無線を切る。電源はそのまま。", "知らせる：内線11（夜間・休日は掲示の番号）。一人で直そうとしない。", "残す：画面を写真に撮る。時刻を書く。"]),
    ("h", "3. 机上の訓練の筋書き"), ("p", "月曜の朝、出荷のパソコンに脅しの画面が出た。だれが、何を、どの順でするか。紙の受注票で今日の出荷を続けるには何が要るか。"),
    ("h", "4. 確かめの問題"), ("l", ["最初にすることは何か。", "電源を切ってはいけないのはなぜか。", "夜中に気づいたら、だれに知らせるか。"])]),

"16-utm-quick-report-2026-11-06.pdf": ("AN-REP", "UTM 速報レポート（自動作成）", [("1", "2026-11-06", "09:12 作成、09:13 通知")], [
    ("t", ["項目", "内容"], [
        ["発生", "2026-11-06 09:12:04"], ["機器", "AN-UTM60（NW-01）"], ["重さ", "中"], ["種類", "不正なサイトへの通信（外向き）"],
        ["社内の端末", "192.168.10.114（PC-014）"], ["相手", "ads-update.example（203.0.113.77）"], ["動作", "遮断（3回）"], ["通知先", "k.hase@mihoshi-seiki.example、m.takagi@mihoshi-seiki.example"],
        ["通知時刻", "2026-11-06 09:13:10"], ["すすめ", "端末の検査、閲覧の履歴の確認"]], [40, 128]),
    ("p", "その後の判断は「UTMアラート判断簿」2026-11-06の行にある。")]),
}
SIGNERS = (("承認", "宮坂"), ("確認", "髙木"), ("作成", "長谷"))

NOTICE_MAILS = """\
-----  架空の見本 / invented example : 全員宛メールの控え（送信済みから書き出し）  -----

差出人: 髙木 美穂 <m.takagi@mihoshi-seiki.example>
宛先: 全員 <all@mihoshi-seiki.example>（31人：役員2、従業員28、派遣社員1）
日時: 2026-10-01 08:45
件名: 【お知らせ】情報セキュリティ基本方針を改めました（第3版）

全員の皆さん

総務課の髙木です。基本方針を10月1日から第3版に改めました。変わった所は二つです。
 1. 外注先など、機密情報を渡す相手とは、始める前に取り扱いを取り決めます。
 2. 在宅勤務は、会社のパソコンとVPNだけで行います。
最新の版は、社内ポータルの「決まりごと」と、食堂・工場事務室の掲示板で読めます。
製造課の皆さんには、本日の朝礼で坂口課長から説明します。読んだら、ポータルの「読みました」を押してください。

  （追記 2026-10-07 総務課）「読みました」 31人中31人。受け入れ中の出向者はいません。

-------------------------------------------------------------------------------

差出人: 髙木 美穂 <m.takagi@mihoshi-seiki.example>
宛先: 全員 <all@mihoshi-seiki.example>（31人：役員2、従業員28、派遣社員1）
日時: 2026-07-01 08:40
件名: 【お知らせ】パスワードの決まりと、しまい方（第2版）

全員の皆さん

パスワード規程を第2版に改めました。今日から多要素認証も始まります。要点です。
 ・初めのパスワードは、使う前に必ず変える。
 ・12文字以上。名前や会社名など、当てられやすい言葉は使わない。使い回さない。
 ・10回まちがえるとロックします。慌てずに内線11へ。
 ・しまう所はパスワード管理アプリ。紙なら鍵のかかる引き出し。貼らない、教えない。
 ・漏れたかもしれない時は、すぐ内線11へ。その日のうちに変えます。
規程はポータルの「決まりごと」にあります。本日入った派遣の酒井さんには、受け入れの説明で伝えました。

  （追記 2026-07-08 総務課）「読みました」 32人中32人（8月末に退職する山口さんを含む）。

-------------------------------------------------------------------------------
""".replace("（31人：役員2、従業員28、派遣社員1）\n日時: 2026-07-01", "（32人：役員2、従業員29、派遣社員1）\n日時: 2026-07-01")

# ------------------------------------------------------------------ 3. one writer per kind of file

def csv_bytes(rows, encoding):
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerows(rows)
    return out.getvalue().encode(encoding)

def text_bytes(text):
    return text.encode("utf-8")

def column(n):
    return (column((n - 1) // 26) if n > 26 else "") + chr(65 + (n - 1) % 26)

# Cell styles of every workbook: T title, N note, H header, B body, D date in the body.
STYLES = {"": 0, "T": 1, "N": 2, "H": 3, "B": 4, "D": 5}
XLSX_STYLES = """<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">
<numFmts count="1"><numFmt numFmtId="176" formatCode="yyyy/mm/dd"/></numFmts>
<fonts count="4"><font><sz val="10"/><name val="游ゴシック"/></font><font><b/><sz val="14"/><name val="游ゴシック"/></font>
<font><sz val="9"/><color rgb="FF595959"/><name val="游ゴシック"/></font><font><b/><sz val="10"/><name val="游ゴシック"/></font></fonts>
<fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>
<fill><patternFill patternType="solid"><fgColor rgb="FFDCE6F1"/><bgColor indexed="64"/></patternFill></fill></fills>
<borders count="2"><border><left/><right/><top/><bottom/><diagonal/></border><border><left style="thin"/><right style="thin"/><top style="thin"/><bottom style="thin"/><diagonal/></border></borders>
<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>
<cellXfs count="6"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/><xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/>
<xf numFmtId="0" fontId="2" fillId="0" borderId="0" xfId="0" applyFont="1"/>
<xf numFmtId="0" fontId="3" fillId="2" borderId="1" xfId="0" applyFont="1" applyFill="1" applyBorder="1" applyAlignment="1"><alignment horizontal="center" vertical="center" wrapText="1"/></xf>
<xf numFmtId="0" fontId="0" fillId="0" borderId="1" xfId="0" applyBorder="1" applyAlignment="1"><alignment vertical="center" wrapText="1"/></xf>
<xf numFmtId="176" fontId="0" fillId="0" borderId="1" xfId="0" applyNumberFormat="1" applyBorder="1" applyAlignment="1"><alignment horizontal="center" vertical="center"/></xf></cellXfs>
<cellStyles count="1"><cellStyle name="標準" xfId="0" builtinId="0"/></cellStyles></styleSheet>"""

def xlsx_bytes(sheets):
    """sheets: [(name, widths, rows, merged ranges)], rows: [(style, cells)]. As Excel writes it: shared strings, serial dates."""
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    main, rel = "http://schemas.openxmlformats.org/spreadsheetml/2006/main", "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006"
    strings, parts = {}, {}

    def cell(ref, style, value):
        if isinstance(value, D):
            return f'<c r="{ref}" s="{STYLES["D"]}"><v>{(value - D(1899, 12, 30)).days}</v></c>'
        if isinstance(value, int):
            return f'<c r="{ref}" s="{STYLES[style]}"><v>{value}</v></c>'
        if not value:
            return f'<c r="{ref}" s="{STYLES[style]}"/>' if style in "HB" else ""
        return f'<c r="{ref}" s="{STYLES[style]}" t="s"><v>{strings.setdefault(value, len(strings))}</v></c>'

    for i, (name, widths, rows, merges) in enumerate(sheets, 1):
        body = "".join(f'<row r="{r}">' + "".join(cell(f"{column(c)}{r}", style, v) for c, v in enumerate(cells, 1)) + "</row>"
                       for r, (style, cells) in enumerate(rows, 1))
        merged = f'<mergeCells count="{len(merges)}">' + "".join(f'<mergeCell ref="{m}"/>' for m in merges) + "</mergeCells>" if merges else ""
        cols = "".join(f'<col min="{c}" max="{c}" width="{w}" customWidth="1"/>' for c, w in enumerate(widths, 1))
        parts[f"xl/worksheets/sheet{i}.xml"] = (
            f'<worksheet xmlns="{main}"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr><dimension ref="A1:{column(len(widths))}{len(rows)}"/>'
            f'<cols>{cols}</cols><sheetData>{body}</sheetData>{merged}<pageMargins left="0.5" right="0.5" top="0.6" bottom="0.6" header="0.3" footer="0.3"/>'
            f'<pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/><headerFooter><oddFooter>&amp;L{FIRM_JA}&amp;C{MARK}&amp;R&amp;P / &amp;N</oddFooter></headerFooter></worksheet>')
    n = range(1, len(sheets) + 1)
    parts["xl/workbook.xml"] = (f'<workbook xmlns="{main}" xmlns:r="{rel}"><sheets>' +
        "".join(f'<sheet name="{escape(sheets[i - 1][0])}" sheetId="{i}" r:id="rId{i}"/>' for i in n) + "</sheets></workbook>")
    parts["xl/_rels/workbook.xml.rels"] = (f'<Relationships xmlns="{package}/relationships">' +
        "".join(f'<Relationship Id="rId{i}" Type="{rel}/worksheet" Target="worksheets/sheet{i}.xml"/>' for i in n) +
        f'<Relationship Id="rId90" Type="{rel}/styles" Target="styles.xml"/><Relationship Id="rId91" Type="{rel}/sharedStrings" Target="sharedStrings.xml"/></Relationships>')
    parts["xl/styles.xml"] = XLSX_STYLES
    parts["xl/sharedStrings.xml"] = (f'<sst xmlns="{main}" uniqueCount="{len(strings)}">' +
        "".join(f'<si><t xml:space="preserve">{escape(s)}</t></si>' for s in strings) + "</sst>")
    parts["_rels/.rels"] = f'<Relationships xmlns="{package}/relationships"><Relationship Id="rId1" Type="{rel}/officeDocument" Target="xl/workbook.xml"/></Relationships>'
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    parts["[Content_Types].xml"] = (f'<Types xmlns="{package}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="{kind}.sheet.main+xml"/>' +
        "".join(f'<Override PartName="/xl/worksheets/sheet{i}.xml" ContentType="{kind}.worksheet+xml"/>' for i in n) +
        f'<Override PartName="/xl/styles.xml" ContentType="{kind}.styles+xml"/><Override PartName="/xl/sharedStrings.xml" ContentType="{kind}.sharedStrings+xml"/></Types>')
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as z:
        for name in ["[Content_Types].xml"] + sorted(k for k in parts if k[0] != "["):
            z.writestr(zipfile.ZipInfo(name, (2026, 11, 20, 0, 0, 0)), (head + parts[name]).encode(), zipfile.ZIP_DEFLATED)
    return out.getvalue()

def pdf_bytes(code, title, history, body):
    """A4 document: head with approval stamps, body, revision table; subset font, no time stamps."""
    from reportlab.lib import colors
    from reportlab.lib.pagesizes import A4
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.lib.units import mm
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.pdfgen.canvas import Canvas
    from reportlab.platypus import KeepTogether, Paragraph, SimpleDocTemplate, Spacer, Table, TableStyle
    pdfmetrics.registerFont(TTFont("JP", FONT))
    text = ParagraphStyle("p", fontName="JP", fontSize=9.5, leading=14, wordWrap="CJK", spaceAfter=4)
    heading = ParagraphStyle("h", parent=text, fontSize=11.5, leading=16, spaceBefore=8, textColor=colors.HexColor("#1f3a5f"))
    listed = ParagraphStyle("l", parent=text, leftIndent=14, firstLineIndent=-14, spaceAfter=2)
    small = ParagraphStyle("c", parent=text, fontSize=8.5, leading=12, spaceAfter=0)
    grid = [("GRID", (0, 0), (-1, -1), 0.4, colors.grey), ("BACKGROUND", (0, 0), (-1, 0), colors.HexColor("#e8eef5")),
            ("VALIGN", (0, 0), (-1, -1), "MIDDLE"), ("TOPPADDING", (0, 0), (-1, -1), 2), ("BOTTOMPADDING", (0, 0), (-1, -1), 4)]

    def table(header, rows, widths):
        cells = [[Paragraph(escape(c).replace("\n", "<br/>"), small) for c in row] for row in [header] + rows]
        return Table(cells, colWidths=[w * mm for w in widths], style=TableStyle(grid), repeatRows=1, spaceBefore=3, spaceAfter=6)

    class Paged(Canvas):
        """Writes 'page x of y' once all pages are known."""
        def __init__(self, *args, **kw):
            super().__init__(*args, **kw)
            self.saved = []
        def showPage(self):
            self.saved.append(dict(self.__dict__))
            self._startPage()
        def save(self):
            for page, state in enumerate(self.saved, 1):
                self.__dict__.update(state)
                self.setFont("JP", 7.5)
                self.drawString(20 * mm, 11 * mm, f"{FIRM_JA}　{code}")
                self.drawCentredString(A4[0] / 2, 11 * mm, MARK)
                self.drawRightString(A4[0] - 20 * mm, 11 * mm, f"{page} / {len(self.saved)} ページ")
                super().showPage()
            super().save()

    def first_page(canvas, _):
        canvas.setFont("JP", 15)
        canvas.drawString(20 * mm, 272 * mm, title)
        canvas.setFont("JP", 8.5)
        canvas.drawString(20 * mm, 264 * mm, f"文書番号 {code}　　{history[-1][0]}　　{history[-1][1]}")
        canvas.drawString(20 * mm, 258 * mm, "承認 代表取締役社長 宮坂 健一" if code[0] == "M" else "機器が自動で作成")
        for i, (role, name) in enumerate(SIGNERS if code[0] == "M" else ()):
            x = (146 + i * 15) * mm
            canvas.setStrokeColor(colors.grey)
            canvas.rect(x, 258 * mm, 15 * mm, 20 * mm)
            canvas.line(x, 273 * mm, x + 15 * mm, 273 * mm)
            canvas.setFillColor(colors.black)
            canvas.setFont("JP", 7.5)
            canvas.drawCentredString(x + 7.5 * mm, 274.3 * mm, role)
            red = colors.HexColor("#c0392b")
            canvas.setStrokeColor(red)
            canvas.setFillColor(red)
            canvas.circle(x + 7.5 * mm, 265.5 * mm, 6 * mm)
            canvas.setFont("JP", 9)
            canvas.drawCentredString(x + 7.5 * mm, 264.3 * mm, name)
        canvas.setFillColor(colors.black)

    story = [Spacer(1, 24 * mm)]
    for item in body:
        if item[0] == "h": story.append(Paragraph(escape(item[1]), heading))
        elif item[0] == "p": story.append(Paragraph(escape(item[1]), text))
        elif item[0] == "l": story += [Paragraph(escape(t if t[0] == "第" else f"{n}. {t}"), listed) for n, t in enumerate(item[1], 1)]
        else: story.append(table(*item[1:]))
    story += [Spacer(1, 2 * mm), KeepTogether(table(["版", "日付", "変えた所"], [list(h) for h in history], [24, 30, 114]))]
    out = io.BytesIO()
    SimpleDocTemplate(out, pagesize=A4, leftMargin=20 * mm, rightMargin=20 * mm, topMargin=17 * mm, bottomMargin=17 * mm, title=f"{code} {title}",
                      author=f"{FIRM_JA} ({MARK})", invariant=1, pageCompression=1).build(story, onFirstPage=first_page, canvasmaker=Paged)
    return out.getvalue()

def paper(size, background, items):
    """A drawn page. items: (x, y, size, colour, text) or ('line', box) or ('box', box, colour)."""
    from PIL import Image, ImageDraw, ImageFont
    image = Image.new("RGB", size, background)
    draw = ImageDraw.Draw(image)
    for item in items:
        if item[0] == "line": draw.line(item[1], fill=(70, 70, 70), width=1)
        elif item[0] == "box": draw.rectangle(item[1], fill=item[2])
        elif item[0] == "stamp":
            draw.ellipse(item[1], outline=(190, 50, 40), width=3)
        else:
            x, y, height, colour, words = item
            draw.text((x, y), words, fill=colour, font=ImageFont.truetype(FONT, height))
    return image

def worn(image, angle, seed, strength, around):
    """Turned a little, lit unevenly, with noise: as a telephone or a scanner gives it."""
    from PIL import Image
    image = image.rotate(angle, resample=Image.BICUBIC, expand=True, fillcolor=around)
    width, height = image.size
    noise = Image.frombytes("L", image.size, random.Random(seed).randbytes(width * height)).resize((width // 2, height // 2)).resize(image.size)
    shade = Image.linear_gradient("L").rotate(90).resize(image.size).point(lambda v: 150 + v * 70 // 255)
    lit = Image.blend(image, Image.merge("RGB", (shade,) * 3), 0.22)
    return Image.blend(lit, Image.merge("RGB", (noise,) * 3), strength)

def photo_bytes(image, quality):
    out = io.BytesIO()
    image.save(out, "JPEG", quality=quality, optimize=True)
    return out.getvalue()

def scan_bytes(image, quality):
    """A PDF that holds one grey picture and no text."""
    from reportlab.lib.pagesizes import A4
    from reportlab.lib.utils import ImageReader
    from reportlab.pdfgen.canvas import Canvas
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4, invariant=1, pageCompression=1)
    canvas.setTitle(MARK)
    canvas.drawImage(ImageReader(io.BytesIO(photo_bytes(image.convert("L"), quality))), 0, 0, *A4)
    canvas.save()
    return out.getvalue()

def screen_bytes(image):
    out = io.BytesIO()
    image.quantize(24).save(out, "PNG", optimize=True)
    return out.getvalue()

# ------------------------------------------------------------------ 4. the files

TAKEN = "2026-11-20 18:00"                          # when the exports were taken
NOTE = f"{FIRM_JA}（{MARK}）"

def pc_ledger():
    rows = [("T", ["パソコン・サーバ台帳"]), ("N", [f"{NOTE}　　台帳の担当：総務課 {OFFICE}　　更新 2026-11-20　　実物との照合 2026-11-20（長谷・西尾）差 0件"]),
            ("N", ["直し方：買う・移す・捨てる時は、その日のうちに申請簿から写す。毎月20日に資産管理ツールの書き出しと、実物を照らす。"]), ("", []),
            ("H", ["管理番号", "機器", "", "", "OS", "", "使う人", "", "", "ネットワーク", "", "購入日", "備考"]),
            ("H", ["", "製造元", "型番", "製造番号", "名前", "版", "部署", "氏名", "置き場所", "IPアドレス", "MACアドレス", "", ""])]
    for p in PCS:
        remark = "在宅勤務（VPN）" if p["user_id"] in ("y.kano", "a.shibata") and p["no"] <= "PC-020" else "検査用を兼ねる" if p["no"] == "PC-021" else ""
        rows.append(("B", [p["no"], p["maker"], p["model"], p["serial"], p["os"], p["version"], p["department"], p["user"], p["place"], p["ip"], p["mac"], p["bought"], remark]))
    rows += [("B", ["合計", "28台（ヒノデ電機 %d、ツバメ電算 %d、ミナト技研 %d）　シンクライアント 0台" % (28 - len(NOTEBOOKS) - len(STATIONS), len(NOTEBOOKS), len(STATIONS))] + [""] * 11)]
    merges = ["A1:M1", "A2:M2", "A3:M3", "A5:A6", "B5:D5", "E5:F5", "G5:I5", "J5:K5", "L5:L6", "M5:M6", "B35:M35"]
    servers = [("T", ["サーバ台帳"]), ("N", [NOTE + "　更新 2026-11-20　照合 2026-11-20（長谷・西尾）"]), ("", []),
               ("H", ["管理番号", "種類", "製造元", "型番", "OS・版", "台数", "置き場所", "管理者", "責任者", "保守"]),
               ("B", ["SV-01", "NAS（ファイルサーバ）", "ナギサ記憶", "NG-NAS420", "NagisaOS 4.2.8", 1, "本社2階 施錠ラック", SYSTEM, OFFICE, "株式会社見本ITサポート"]),
               ("B", ["―", "仮想サーバ", "―", "―", "―", 0, "―", "―", "―", "―"]), ("B", ["―", "ハイパーバイザ", "―", "―", "―", 0, "―", "―", "―", "―"])]
    cam = [("T", ["ネットワークにつながないCAM機と、USBメモリの貸出簿"]), ("N", [NOTE + "　更新 2026-11-20"]), ("", []),
           ("H", ["管理番号", "機器", "OS", "ネットワーク", "遮断の方法", "確かめた日", "確かめた人"]),
           ("B", ["CAM-01", "見本工作 CAM端末 K7", "Windows 7（支援は終了）", "どこにもつながない", "LANの口を封印シールでふさいだ。無線の部品は外した。封印番号 0412", D(2026, 11, 20), SYSTEM]), ("", []),
           ("H", ["日付", "USBメモリ", "使った人", "目的", "検査（PC-021）", "返した日", "確認"])]
    for i, day in enumerate(D(2026, 10, 2) + dt.timedelta(7 * k) for k in range(8)):
        cam.append(("B", [day, "USB-01", ["坂口 勝", "村瀬 隆"][i % 2], "加工プログラムをNASへ（毎週のB4）", "異常なし", day, "髙木"]))
        if i in (1, 4, 6):
            cam.append(("B", [day + dt.timedelta(4), "USB-02", "石黒 拓也", "新しい加工プログラムをCAM機へ", "異常なし", day + dt.timedelta(4), "髙木"]))
    return xlsx_bytes([("PC台帳", [9, 12, 11, 11, 15, 7, 12, 18, 14, 16, 19, 12, 16], rows, merges),
                       ("サーバ台帳", [9, 22, 14, 14, 18, 7, 20, 12, 12, 24], servers, ["A1:J1", "A2:J2"]),
                       ("CAM機とUSB", [12, 22, 24, 32, 44, 13, 13], cam, ["A1:G1", "A2:G2"])])

def network_ledger():
    nets = [("T", ["ネットワーク台帳"]), ("N", [NOTE + f"　更新 2026-10-22　担当 {SYSTEM}　直し方：変更の申請簿を閉じる時に直し、毎年10月に実物と照らす"]), ("", []),
            ("H", ["番号", "名前", "所在地", "用途", "アドレス範囲", "つながる機器"]),
            ("B", ["N-1", "事務所LAN（有線・無線）", "愛知県見本市星見町1-2-3 本社2階", "事務、設計、NAS", "192.168.10.0/24", "PC-001〜020、027、028、NAS"]),
            ("B", ["N-2", "工場LAN（有線・無線）", "同 工場1階・工場事務室", "生産管理の現場端末", "192.168.20.0/24", "PC-021〜026"]),
            ("B", ["N-3", "来客無線", "同 1階応接", "来客のインターネットだけ（社内へは通さない）", "192.168.90.0/24", "なし（社員は使わない）"]),
            ("B", ["N-4", "社員VPN", "UTM上（同 本社2階）", "営業2人の在宅勤務", "192.168.60.0/28", "PC-007、PC-008"]),
            ("B", ["N-5", "インターネット回線", "同 本社2階", "外部との通信", "192.0.2.10（固定1つ）", "UTM"])]
    devices = [("T", ["ネットワーク機器台帳"]), ("N", [NOTE + f"　更新 2026-11-05　担当 {SYSTEM}　管理者・責任者の承認 宮坂 健一 2026-07-01"]), ("", []),
               ("H", ["管理番号", "種類", "製造元", "型番", "設定", "", "置き場所", "管理", "", "保守", "", "管理パスワード", ""]),
               ("H", ["", "", "", "", "管理アドレス", "版", "", "管理者", "責任者", "保守事業者", "契約の期限", "初期値を変えた日", "最後に変えた日"])]
    for no, kind, maker, model, address, firmware, place, admin, chief, vendor in DEVICES:
        onu = no == "NW-06"
        devices.append(("B", [no, kind, maker, model, address, firmware, place, admin, chief, vendor, "回線契約" if onu else D(2027, 6, 30), "事業者が管理" if onu else D(2026, 7, 1), "―" if onu else D(2026, 7, 1)]))
    devices.append(("B", ["SV-01", "NAS", "ナギサ記憶", "NG-NAS420", "192.168.10.10", "4.2.8", "本社2階 施錠ラック", SYSTEM, OFFICE, "株式会社見本ITサポート", D(2027, 6, 30), D(2026, 6, 1), D(2026, 7, 1)]))
    links = [("T", ["他社が管理するシステムの台帳（つながり先）"]), ("N", [NOTE + "　更新 2026-10-21　点検 2026-10-20（髙木・長谷）　直し方：使い始める・やめる時に総務課がその日に直す"]), ("", []),
             ("H", ["番号", "相手（Microsoftのほかは架空）", "システム", "つなぎ方", "当社の責任者", "機密", "始めた日"])]
    for row in """X-01|日本マイクロソフト|Microsoft 365|インターネット（HTTPS）、多要素認証|長谷 浩二|極秘を置く|2019-04-01
X-02|見本雲保管株式会社|クラウドバックアップ（大阪）|NASとMicrosoft 365から暗号化通信|長谷 浩二|極秘を置く|2026-06-01
X-03|株式会社見本モビリティ部品|お客様の受発注ポータル|ブラウザ、お客様発行のID|森下 誠|社外秘|2020-04-01
X-04|見本ティア工業株式会社|お客様の図面受け渡し|ブラウザ、お客様発行のID|長谷 浩二|極秘を受け取る|2022-10-01
X-05|見本銀行|法人向けインターネット銀行|ブラウザ、電子証明書|髙木 美穂|社外秘|2015-04-01
X-06|見本給与クラウド株式会社|給与計算・年末調整|ブラウザ、多要素認証|髙木 美穂|極秘を置く|2024-01-01
X-07|株式会社見本ITサポート|UTMの遠隔保守|固定IPからUTMの管理画面だけ|長谷 浩二|社外秘|2026-07-01
X-08|アオバネットワークス|UTMの定義配信と速報|UTMから暗号化通信|長谷 浩二|なし|2026-07-01
（廃止）|見本名刺管理|名刺管理|―|髙木 美穂|―|2026-10-21 解約""".splitlines():
        links.append(("B", row.split("|")))
    check = [("T", ["ネットワーク機器の認証の確かめ"]), ("N", [NOTE + "　確かめた日 2026-11-05（長谷・見本ITサポート 山根）　パスワードそのものは書かない"]), ("", []),
             ("H", ["機器", "初期値でない", "長さ", "文字の種類", "ほかと別", "まちがいの回数でロック", "多要素", "当てられやすい語でない", "開ける所"])]
    for d in DEVICES[:5]:
        check.append(("B", [f"{d[0]} {d[1]}", "はい", "20文字", "大・小・数字", "はい", "10回で30分", "社内から：なし／保守：固定IP" if d[0] == "NW-01" else "なし", "はい（自動で作成）", "管理用アドレスとIN-2の固定IP" if d[0] == "NW-01" else "管理用アドレスだけ"]))
    return xlsx_bytes([("ネットワーク台帳", [7, 26, 34, 40, 24, 32], nets, ["A1:F1", "A2:F2"]),
                       ("ネットワーク機器台帳", [9, 20, 22, 12, 16, 9, 22, 12, 12, 24, 12, 16, 14], devices,
                        ["A1:M1", "A2:M2"] + [f"{c}4:{c}5" for c in "ABCDG"] + ["E4:F4", "H4:I4", "J4:K4", "L4:M4"]),
                       ("つながり先", [8, 30, 28, 34, 14, 16, 18], links, ["A1:G1", "A2:G2"]),
                       ("認証の確かめ", [26, 12, 10, 16, 10, 18, 28, 20, 30], check, ["A1:I1", "A2:I2"])])

def confidential_ledger():
    rows = [("T", ["重要な機密情報の台帳（区分：極秘）"]), ("N", [NOTE + f"　更新 2026-10-26　担当 {OFFICE}　直し方：各課長が変わった日に知らせ、総務課が直す"]), ("", []),
            ("H", ["番号", "情報", "管理者", "", "", "保管", "", "開示先", "備考"]), ("H", ["", "", "氏名", "部署", "連絡先", "場所", "期限", "", ""])]
    for row in """K-01|お客様の図面・仕様（見本モビリティ部品）|長谷 浩二|設計技術課|内線31|NAS「設計」、印刷は施錠棚|取引終了後5年|設計技術課、製造課、見本めっき工業、見本熱処理|3Dデータを含む
K-02|お客様の図面・仕様（その他2社）|長谷 浩二|設計技術課|内線31|NAS「設計」|取引終了後5年|設計技術課、製造課|
K-03|原価表・見積|森下 誠|営業課|内線21|SharePoint「営業限定」|7年|営業課、役員|
K-04|加工プログラム|坂口 勝|製造課|内線41|CAM機、NAS「製造」、USB-03（金庫）|品番の廃止まで|製造課、設計技術課|
K-05|取引の契約書|髙木 美穂|総務課|内線11|SharePoint「総務限定」、原本は金庫|終了後10年|役員、総務課|
K-06|人事・個人番号|髙木 美穂|総務課|内線11|人事書庫、見本給与クラウド|退職後7年|役員、総務課、見本給与クラウド|
K-07|会計データ|西尾 香織|総務課|内線12|NAS「会計」|10年|役員、総務課、顧問税理士|
K-08|ネットワークの構成・UTMの設定|長谷 浩二|設計技術課|内線31|NAS「管理」|5年|総務課、見本ITサポート|""".splitlines():
        rows.append(("B", row.split("|")))
    return xlsx_bytes([("重要機密情報", [7, 34, 12, 14, 10, 32, 16, 38, 14], rows, ["A1:I1", "A2:I2", "A4:A5", "B4:B5", "C4:E4", "F4:G4", "H4:H5", "I4:I5"])])

def cloud_sheet():
    names = ["Microsoft 365", "クラウドバックアップ（見本雲保管）", "見本給与クラウド", "法人向けインターネット銀行"]
    conditions = [b for k, *b in PDFS["07-external-service-partner-rule.pdf"][3] if k == "t"][0][1]
    answers = {"S2": ["○ 全員必須", "○ Microsoft 365のサインイン", "○ 認証アプリ", "○ 電子証明書"], "S3": ["○ 日本", "○ 日本（大阪）", "○ 日本", "○ 日本"],
               "S6": ["○ ISO/IEC 27001ほか", "○ ISO/IEC 27001", "○ ISMS認証の説明書", "○ 監督官庁の下にある"]}
    rows = [("T", ["外部サービス確認表（2026年）"]), ("N", [NOTE + "　使う前の確認と年次の確認 2026-10-20　確認 長谷 浩二　承認 髙木 美穂 2026-10-21"]), ("", []),
            ("H", ["条件", "", "サービスごとの結果", "", "", ""]), ("H", ["番号", "内容"] + names)]
    rows += [("B", [no, what] + answers.get(no, ["○"] * 4)) for no, what, _ in conditions]
    rows.append(("B", ["見た資料", "", "契約条件と製品の説明ページ", "約款 第6版と安全対策の説明書", "利用規約 2026-04版", "利用規定 2026-04版"]))
    rows.append(("B", ["結論", "", "使ってよい", "使ってよい", "使ってよい", "使ってよい"]))
    deal = [("T", ["機密情報の扱いについての合意の控え"]), ("N", [NOTE + "　今の版かを確かめた日 2026-10-20（髙木）"]), ("", []),
            ("H", ["サービス", "合意の形", "機密の扱いを書いた所", "版", "合意した日", "控えの場所"]),
            ("B", [names[0], "契約（法人向け）", "データ保護の付属書", "2026年版", D(2026, 4, 1), "総務課 契約ファイル1"]), ("B", [names[1], "申込書と約款", "第12条 秘密保持", "第6版", D(2026, 6, 1), "総務課 契約ファイル2"]),
            ("B", [names[2], "覚書", "第3条〜第6条", "初版", D(2024, 1, 1), "総務課 契約ファイル3"]), ("B", [names[3], "利用規定", "第20条", "2026-04版", D(2026, 4, 1), "総務課 契約ファイル4"])]
    return xlsx_bytes([("確認表", [10, 46, 24, 30, 24, 26], rows, ["A1:F1", "A2:F2", "A4:B4", "C4:F4", "A13:B13", "A14:B14"]), ("合意の控え", [34, 20, 26, 14, 14, 24], deal, ["A1:F1", "A2:F2"])])

def contact_list():
    normal = [("T", ["連絡先一覧（平時）"]), ("N", [NOTE + "　更新 2026-10-20　番号はすべて架空（00-0000で始まる）"]), ("", []), ("H", ["役割", "氏名", "内線", "携帯", "メール", "代理"]),
              ("B", ["統括役員（社長）", PRESIDENT, "01", "00-0000-1001", f"k.miyasaka@{MAIL}", "宮坂 由紀"]), ("B", ["統括役員の代理（専務）", "宮坂 由紀", "02", "00-0000-1002", f"y.miyasaka@{MAIL}", "―"]),
              ("B", ["担当部署 総務課（責任者）", OFFICE, "11", "00-0000-1011", f"m.takagi@{MAIL}", "西尾 香織"]), ("B", ["担当部署 総務課", "西尾 香織", "12", "00-0000-1012", f"k.nishio@{MAIL}", "大竹 里奈"]),
              ("B", ["システム管理者", SYSTEM, "31", "00-0000-1031", f"k.hase@{MAIL}", OFFICE])]
    urgent = [("T", ["緊急連絡先（事故の時）　知らせる順"]), ("N", [NOTE + "　更新 2026-10-23　連絡試験 2026-10-23　紙を総務課と工場事務室に置く　番号はすべて架空"]), ("", []), ("H", ["順", "相手", "窓口", "電話", "FAX・ほかの手段", "知らせる人"])]
    for row in """1|社内：総務課|髙木 美穂|内線11／00-0000-1011|携帯の一斉連絡|気づいた人
2|社内：統括役員|宮坂 健一（代理 宮坂 由紀）|00-0000-1001|00-0000-1002|髙木
3|社内：技術対応|長谷 浩二|00-0000-1031|―|髙木
4|UTM・NASの保守|株式会社見本ITサポート 山根 学|00-0000-2001（24時間）|メール|長谷
5|お客様：見本モビリティ部品|購買部 日下 玲子|00-0000-3001|FAX 00-0000-3002|森下
6|お客様：見本ティア工業|購買課|00-0000-3011|FAX 00-0000-3012|森下
7|お客様：見本ポンプ|資材課|00-0000-3021|FAX 00-0000-3022|森下
8|外注先：見本めっき工業|工場長|00-0000-4001|FAX 00-0000-4002|黒田
9|外注先：見本熱処理|業務課|00-0000-4011|FAX 00-0000-4012|黒田
10|愛知県警察 サイバー犯罪の相談窓口|―|00-0000-5001|公式サイトで番号を確かめる|髙木
11|個人情報保護委員会（漏えい等の報告）|―|報告フォーム|公式サイト|髙木
12|経済産業省 中部経済産業局|―|00-0000-5011|公式サイトで番号を確かめる|髙木
13|IPA（相談・届出）|―|00-0000-5021|公式サイトで番号を確かめる|髙木
14|見本サイバー保険 事故受付|―|00-0000-6001|証券番号は金庫|髙木""".splitlines():
        urgent.append(("B", row.split("|")))
    roster = [("T", ["名簿（役員2、従業員28、派遣社員1、受け入れた出向者0）"]), ("N", [NOTE + "　2026-11-20 現在"]), ("", []), ("H", ["番号", "氏名", "フリガナ", "課", "役職・区分", "入社・受け入れ", "ユーザーID"])]
    roster += [("B", [int(s[0]), s[1], s[2], s[3], s[4], D.fromisoformat(s[5]), s[6]]) for s in STAFF]
    roster += [("B", ["退職", n, "", d, "", day, uid]) for n, d, day, uid in LEAVERS] + [("N", ["退職の行の日付は退職日。"])]
    return xlsx_bytes([("平時", [28, 14, 8, 18, 34, 14], normal, ["A1:F1", "A2:F2"]), ("緊急時", [6, 38, 32, 24, 28, 14], urgent, ["A1:F1", "A2:F2"]),
                       ("名簿", [8, 20, 24, 14, 18, 16, 16], roster, ["A1:G1", "A2:G2"])])

def request_register():
    def sheet(title, header, lines, widths):
        rows = [("T", [title]), ("N", [NOTE + "　2026-04-01 から 2026-11-20 まで"]), ("", []), ("H", header)] + [("B", line.split("|")) for line in lines.splitlines()]
        last = column(len(header))
        return title, widths, rows, [f"A1:{last}1", f"A2:{last}2"]
    head = ["番号", "申請日", "申請した人", "対象", "内容と理由", "承認日", "承認した人", "行った日", "行った人"]
    ids = """ID26-01|2026-03-27|西尾 香織|大竹 里奈（r.otake）|新規：4月1日入社。総務の共有|2026-03-30|髙木 美穂|2026-04-01|長谷 浩二
ID26-02|2026-03-27|坂口 勝|早川 翔（s.hayakawa）|新規：4月1日入社。製造の共有|2026-03-30|髙木 美穂|2026-04-01|長谷 浩二
ID26-03|2026-03-27|西尾 香織|前田 久美（k.maeda）|停止：3月31日退職。60日後に削除|2026-03-30|髙木 美穂|2026-03-31 17:20|長谷 浩二
ID26-04|2026-06-29|坂口 勝|酒井 恵太（k.sakai）|新規：7月1日から派遣。現場端末だけ|2026-06-30|髙木 美穂|2026-07-01|長谷 浩二
ID26-05|2026-08-26|坂口 勝|山口 進（s.yamaguchi）|停止：8月31日退職|2026-08-27|髙木 美穂|2026-08-31 17:30|長谷 浩二
ID26-06|2026-09-28|黒田 修|杉本 大輔（d.sugimoto）|変更：10月1日異動。「製造」の書き込みを外し「生産管理」を付ける|2026-09-29|髙木 美穂|2026-10-01 08:30|長谷 浩二"""
    admins = """AD26-01|2026-06-24|長谷 浩二|adm-hase（UTM・スイッチ・AP）|新規：UTM入れ替え。設定の変更|2026-06-25|宮坂 健一|2026-07-01|見本ITサポート 山根
AD26-02|2026-06-24|長谷 浩二|adm-takagi（UTM 閲覧、NAS バックアップ）|新規：代理者の確認のため|2026-06-25|宮坂 健一|2026-07-01|長谷 浩二
AD26-03|2026-06-24|長谷 浩二|ven-support1（UTM、山根 学）|新規：保守契約。固定IPからだけ|2026-06-25|宮坂 健一|2026-07-01|長谷 浩二
AD26-04|2026-06-24|長谷 浩二|旧UTMの保守用ID 2件|削除：旧UTMの撤去|2026-06-25|宮坂 健一|2026-07-01|長谷 浩二
AD26-05|2026-06-24|髙木 美穂|adm-president（Microsoft 365）|新規：全体管理を普段のIDから分ける|2026-06-25|宮坂 由紀|2026-07-01|長谷 浩二"""
    changes = """CH26-01|2026-06-24|長谷 浩二|UTM|入れ替え。旧規則「旧NASの公開」は移さず廃止。戻し方：旧UTMを1週間残す|2026-06-25|髙木 美穂、宮坂 健一|2026-07-01|見本ITサポート 山根
CH26-02|2026-08-19|長谷 浩二|UTM|規則IN-3を8月20日の一日だけ追加（複合機の遠隔点検）|2026-08-19|髙木 美穂、宮坂 健一|2026-08-20|長谷 浩二
CH26-03|2026-08-20|長谷 浩二|UTM|規則IN-3を削除：点検が終わり不要|2026-08-20|髙木 美穂|2026-08-20 17:40|長谷 浩二
CH26-04|2026-09-29|長谷 浩二|NAS|フォルダ「生産管理」「製造」の権限（ID26-06）|2026-09-29|髙木 美穂|2026-10-01|長谷 浩二
CH26-05|2026-10-30|長谷 浩二|UTM|ファームウェア7.2.5（10月28日公開、重さ「高」）|2026-11-02|髙木 美穂|2026-11-05|見本ITサポート 山根
CH26-06|2026-11-06|長谷 浩二|NAS|NagisaOS 4.2.8（11月3日公開、重さ「高」）|2026-11-09|髙木 美穂|2026-11-10|長谷 浩二
CH26-07|2026-11-06|長谷 浩二|UTM|広告を装うサイトの分類を全台で遮断|2026-11-06|髙木 美穂|2026-11-06|長谷 浩二"""
    match = """名簿の31人とMicrosoft 365のユーザーID 31件|一致|2026-11-20|長谷 浩二、西尾 香織
名簿の31人とNASのユーザーID 31件|一致|2026-11-20|長谷 浩二、西尾 香織
退職者2人（前田 久美、山口 進）のID|前田：3月31日停止、5月30日削除。山口：8月31日停止。残りなし|2026-11-20|長谷 浩二、西尾 香織
90日使われていないユーザーID・管理者ID|全体管理の adm-president は11月2日に動作を確かめた。該当0件|2026-11-20|長谷 浩二、西尾 香織
共有のユーザーID・管理者ID|なし（0件）|2026-11-20|長谷 浩二、西尾 香織
管理者IDの表（MS-05の2）と設定（Microsoft 365 3件、NAS 2件、UTM 3件）|持つ人・権限とも一致。表に無い管理者0件|2026-11-20|長谷 浩二、髙木 美穂
ネットワーク機器の管理者ID（スイッチ2台・AP 2台）|adm-hase だけ|2026-11-20|長谷 浩二、髙木 美穂"""
    wide = [10, 12, 14, 34, 46, 12, 22, 18, 20]
    return xlsx_bytes([sheet("ユーザーIDの申請簿", head, ids, wide), sheet("管理者IDの申請簿", head, admins, wide), sheet("設定変更の申請簿", head, changes, wide),
                       sheet("IDの照合", ["照らしたもの", "結果", "日付", "確かめた人"], match, [58, 60, 14, 26])])

def compliance_check():
    rows = [("T", ["情報機器・ソフトウェア管理規程の遵守点検表（2026年）"]), ("N", [NOTE + "　点検 2026-10-22（長谷・西尾）　承認 宮坂 健一 2026-10-26"]), ("", []),
            ("H", ["機器", "導入", "", "設置", "接続", "更新", "ソフト", "結果", "対応と完了日"]), ("H", ["", "申請あり", "台帳にある", "ロック・施錠", "台帳の機器だけ", "14日以内", "許可一覧だけ", "", ""])]
    for p in PCS:
        bad = p["no"] == "PC-014"
        rows.append(("B", [p["no"], "○", "○", "○", "○", "○", "×" if bad else "○", "要対応" if bad else "良", "許可外の天気表示ソフトを削除（2026-10-22）" if bad else ""]))
    rows += [("B", [name] + ["○"] * 6 + ["良", ""]) for name in ["SV-01 NAS", "NW-01 UTM", "NW-02〜05", "SP-01〜04"]]
    rows.append(("B", ["CAM-01", "○", "○", "○", "つながない", "対象外", "○", "良", "封印を確認（番号0412）"]))
    return xlsx_bytes([("遵守点検表", [14, 10, 12, 14, 16, 12, 14, 10, 40], rows, ["A1:I1", "A2:I2", "A4:A5", "B4:C4", "H4:H5", "I4:I5"])])

def training():
    rows = [("T", ["教育・訓練の記録（事故が起きた時の動き方）"]), ("N", [NOTE + "　内容：資料「事故が起きた時の動き方」の説明45分、机上の訓練30分、確かめの問題10問　講師：髙木・長谷　所：食堂"]),
            ("N", ["対象31人、受けた人31人（100%）。欠席2人は9月15日にeラーニングで受けた。"]), ("", []),
            ("H", ["番号", "氏名", "課", "新規受け入れ時", "", "年1回（2026年）", "", "", "問題（10問）", "署名"]), ("H", ["", "", "", "日付", "方法", "集合教育", "机上の訓練", "補講", "", ""])]
    for s in STAFF:
        new = s[5] >= "2026-04-01"
        away = s[6] in ("a.shibata", "h.niwa")
        rows.append(("B", [int(s[0]), s[1], s[3], D.fromisoformat(s[5]) if new else "―", "説明と資料" if new else "―", "欠席" if away else D(2026, 9, 10), "欠席" if away else D(2026, 9, 10),
                           D(2026, 9, 15) if away else "―", 8 + int(s[0]) * 7 % 3, "済"]))
    return xlsx_bytes([("受講の記録", [7, 20, 14, 13, 14, 13, 13, 13, 13, 8], rows, ["A1:J1", "A2:J2", "A3:J3", "A5:A6", "B5:B6", "C5:C6", "D5:E5", "F5:H5", "I5:I6", "J5:J6"])])

def report_form():
    fields = ["番号", "報告の段階", "気づいた日時", "起きた日時", "気づいた人（課・氏名）", "何が起きたか", "対象の機器・情報", "最初にしたこと", "広がりと影響（お客様・個人データ）", "知らせた先と時刻", "原因", "直したこと・戻した日時", "防ぎ方", "事故に当たるかの判断と判断した人", "承認（社長）"]
    filled = ["記入例", "■第一報　□途中　□最後", "2026-11-06 09:15", "2026-11-06 09:12", "生産管理課 浅井 由美", "検索の広告を開いたら、画面が赤くなった", "PC-014", "閉じずに内線11へ。LANケーブルを抜いた", "UTMが3回とも遮断。影響なし", "長谷 09:13（自動）、髙木 09:20", "広告を装う不正なサイト", "検査で異常なし。11:40 に再接続", "そのサイトの分類を全台で遮断", "事故に当たらない（長谷・髙木）", "宮坂 健一 2026-11-06"]
    def form(title, values):
        return [("T", [title]), ("N", [NOTE + "　様式 MS-10-1　第1版 2026-06-01　承認 宮坂 健一"]), ("", []), ("H", ["項目", "記入", ""])] + [("B", [f, v, ""]) for f, v in zip(fields, values)]
    merges = ["A1:C1", "A2:C2", "B4:C4"] + [f"B{r}:C{r}" for r in range(5, 20)]
    empty = ["", "□第一報　□途中　□最後"] + [""] * 13
    return xlsx_bytes([("様式", [34, 40, 40], form("セキュリティ事故 報告書", empty), merges), ("記入例", [34, 40, 40], form("セキュリティ事故 報告書（記入例）", filled), merges)])

def alert_judgement():
    rows = [("T", ["UTMアラート判断簿"]), ("N", [NOTE + "　2026-08-21 から 2026-11-20 まで　月初めにUTMの月次の記録も見る"]), ("", []), ("H", ["日時", "重さ", "内容", "社内の端末", "UTMの動き", "見た人", "判断した日時", "事故か", "理由と対応"])]
    for row in """2026-08-27 14:02|低|外からの探り（多数の口）|なし|遮断|長谷|2026-08-27 15:10|当たらない|入口は閉じている
2026-09-01 09:00|―|8月の記録の見直し|―|―|長谷・髙木|2026-09-01 10:00|当たらない|上の1件のほか不審なし
2026-09-14 10:41|中|添付ファイルに不審な型|PC-006|遮断|長谷|2026-09-14 11:05|当たらない|届く前に止まった。差出人へ電話で確認
2026-09-24 22:18|中|VPNの認証の失敗 6回|PC-007|拒否|長谷|2026-09-25 08:40|当たらない|本人（加納）の打ちまちがい。本人に確認
2026-10-01 09:00|―|9月の記録の見直し|―|―|長谷・髙木|2026-10-01 09:50|当たらない|上の2件のほか不審なし
2026-10-13 03:25|低|外からの探り（VPNの口）|なし|遮断|長谷|2026-10-13 08:35|当たらない|証明書が無く拒否
2026-10-19 16:30|中|不正なサイトの分類|PC-003|遮断|長谷|2026-10-19 17:00|当たらない|通販を装うサイト。入力なしを本人に確認
2026-11-02 09:00|―|10月の記録の見直し|―|―|長谷・髙木|2026-11-02 10:10|当たらない|上の2件のほか不審なし
2026-11-06 09:12|中|不正なサイトへの通信 3回|PC-014|遮断|長谷・髙木|2026-11-06 11:45|当たらない|全検査で異常なし。分類を全台で遮断。11月9日の朝礼で共有
2026-11-17 02:51|低|外からの探り（多数の口）|なし|遮断|長谷|2026-11-17 08:40|当たらない|入口は閉じている""".splitlines():
        rows.append(("B", row.split("|")))
    return xlsx_bytes([("判断簿", [18, 7, 30, 12, 10, 14, 18, 12, 50], rows, ["A1:I1", "A2:I2"])])

def asset_csv():
    rows = [["会社", "資産番号", "ｺﾝﾋﾟｭｰﾀ名", "ﾒｰｶｰ", "機種", "製造番号", "OS", "ﾊﾞｰｼﾞｮﾝ", "ﾋﾞﾙﾄﾞ", "ﾒﾓﾘ(GB)", "IPｱﾄﾞﾚｽ", "MACｱﾄﾞﾚｽ", "最終ﾕｰｻﾞ", "部署", "ｳｲﾙｽ対策", "ｻﾎﾟｰﾄ終了日", "自動更新", "ﾗｲｾﾝｽ", "設置場所", "備考", "収集日時"]]
    half = {"ヒノデ電機": "ﾋﾉﾃﾞ電機㈱", "ツバメ電算": "ﾂﾊﾞﾒ電算㈱", "ミナト技研": "㈱ﾐﾅﾄ技研"}
    for i, p in enumerate(PCS):
        place = {"本社2階": "本社②Ｆ", "工場事務室": "工場事務室", "工場1階": "工場①Ｆ"}.get(p["place"], "保管庫（総務）")
        remark = "予備機" if p["user"] == "予備" else f"ﾗｲﾝ端末{'①②③④⑤⑥'[i - 20]}" if 20 <= i <= 25 else "在宅VPN可" if p["user_id"] in ("y.kano", "a.shibata") else ""
        rows.append(["㈱見星精機（架空の見本）", p["no"], f"MH{p['no'].replace('-', '')}", half[p["maker"]], p["model"], p["serial"], "Windows 11 Pro", "25H2", "26200.9999", 32 if p["maker"] == "ミナト技研" else 16,
                     p["ip"], p["mac"], NAME[p["user_id"]], p["department"], "ｱｵﾊﾞ対策 稼働中", "2027/10/12", "有効", "認証済", place, remark, f"2026/11/20 12:{i:02d}:05"])
    return csv_bytes(rows, "cp932")

def accounts_csv():
    rows = [["Tenant", "システム", "ユーザーID", "表示名", "課", "種類", "役割・権限", "状態", "作成日", "停止日", "最後のサインイン", "共有"]]
    for system in ("Microsoft 365", "NAS"):
        for i, s in enumerate(STAFF):
            rows.append([f"{MAIL}（{MARK}）", system, s[6], s[1], s[3], "ユーザー", "一般", "有効", max(s[5], "2019-04-01"), "", f"2026-11-{20 - (i * 3 % 4):02d}", "いいえ"])
        rows.append([f"{MAIL}（{MARK}）", system, "s.yamaguchi", "山口 進", "製造課", "ユーザー", "なし", "停止", "2019-04-01", "2026-08-31", "2026-08-31", "いいえ"])
    for uid, name, role in ADMINS:
        rows.append([f"{MAIL}（{MARK}）", "Microsoft 365", uid, name, "", "管理者", role.split("：")[1], "有効", "2026-07-01", "", "2026-11-02" if uid == "adm-president" else "2026-11-20", "いいえ"])
    rows += [[f"{MAIL}（{MARK}）", "NAS", "adm-hase", "長谷 浩二", "", "管理者", "設定の変更、フォルダ権限", "有効", "2026-06-01", "", "2026-11-20", "いいえ"],
             [f"{MAIL}（{MARK}）", "NAS", "adm-takagi", "髙木 美穂", "", "管理者", "バックアップの操作だけ", "有効", "2026-07-01", "", "2026-11-16", "いいえ"],
             [f"{MAIL}（{MARK}）", "UTM", "adm-hase", "長谷 浩二", "", "管理者", "設定の変更", "有効", "2026-07-01", "", "2026-11-17", "いいえ"],
             [f"{MAIL}（{MARK}）", "UTM", "adm-takagi", "髙木 美穂", "", "管理者", "閲覧だけ", "有効", "2026-07-01", "", "2026-11-06", "いいえ"],
             [f"{MAIL}（{MARK}）", "UTM", "ven-support1", "山根 学（見本ITサポート）", "", "管理者", "設定の変更（固定IPからだけ）", "有効", "2026-07-01", "", "2026-11-05", "いいえ"]]
    return csv_bytes(rows, "utf-8-sig")

def mfa_csv():
    rows = [["Tenant", "UserPrincipalName", "DisplayName", "UserType", "IsMfaRegistered", "IsMfaRequired", "MethodsRegistered", "FirstFactor", "ExcludedFromPolicy", "ExportedAt"]]
    phones = {uid for _, uid in PHONES}
    people = [(s[6], s[1], "member") for s in STAFF] + [(u, n, "admin") for u, n, _ in ADMINS]
    for uid, name, kind in people:
        method = "microsoftAuthenticatorPush" if uid in phones or kind == "admin" else "fido2SecurityKey" if uid in {s[6] for s in STAFF[17:]} else "hardwareOneTimePasscode"
        rows.append([f"{MAIL} ({MARK})", f"{uid}@{MAIL}", name, kind, "true", "true", method, "password", "false", TAKEN])
    return csv_bytes(rows, "utf-8-sig")

def antivirus_csv():
    rows = [["会社", "端末", "種類", "製品", "状態", "常時監視", "定義ファイル", "定義の更新日時", "自動更新", "検査の範囲", "検査の頻度", "最後の全検査", "検査の結果", "出力日時"]]
    for i, p in enumerate(PCS):
        rows.append([NOTE, p["no"], "PC", "アオバ対策クライアント 9.4", "保護中", "有効", "20261120.03", f"2026-11-20 {13 + i % 5}:{i * 7 % 60:02d}", "1時間ごと", "全ドライブ", "毎週水曜 12:10", f"2026-11-18 12:{40 + i % 15}", "脅威なし", TAKEN])
    rows.append([NOTE, "SV-01", "NAS", "アオバ対策 NAS版 3.1", "保護中", "有効（書き込み時）", "20261120.03", "2026-11-20 17:02", "1時間ごと", "共有フォルダ全体", "毎週日曜 23:30", "2026-11-16 01:12", "脅威なし", TAKEN])
    return csv_bytes(rows, "utf-8-sig")

def windows_update_csv():
    rows = [["会社", "端末", "OS", "版", "最新の品質更新", "公開日", "適用日", "公開からの日数", "Officeの更新", "Office適用日", "ブラウザの版", "ブラウザ適用日", "残っている重要な更新", "自動更新", "出力日時"]]
    release = D(2026, 11, 11)
    for p in PCS:
        rows.append([NOTE, p["no"], p["os"], p["version"], "2026-11 累積更新（見本）", release, p["applied"], (p["applied"] - release).days, "2026年11月の更新（見本）", p["applied"], "Edge 安定版（見本）", p["applied"], 0, "有効", TAKEN])
    for no, uid in PHONES:
        rows.append([NOTE, no, "スマートフォンOS（見本）", "19.1", "19.1.2", "2026-11-09", "2026-11-13", 4, "―", "―", "標準ブラウザ", "2026-11-13", 0, "有効", TAKEN])
    rows.append([NOTE, "SV-01 NAS", "NagisaOS", "4.2", "4.2.8", "2026-11-03", "2026-11-10", 7, "―", "―", "―", "―", 0, "手動（申請）", TAKEN])
    rows.append([NOTE, "NW-01 UTM", "AN-UTM OS", "7.2", "7.2.5", "2026-10-28", "2026-11-05", 8, "―", "―", "―", "―", 0, "手動（申請）", TAKEN])
    return csv_bytes(rows, "utf-8-sig")

def endpoint_csv():
    rows = [["会社", "端末", "種類", "登録", "サインイン必須", "自動サインイン", "空パスワード", "ゲスト", "ロックまでの失敗回数", "パスワード最小長", "PIN最小桁", "自動実行・自動再生", "利用者の権限", "ソフトの自由な導入", "許可外ソフト", "出力日時"]]
    rows += [[NOTE, p["no"], "PC", "端末管理に登録", "はい", "なし", "なし", "無効", 10, 12, 6, "無効", "標準ユーザー", "禁止", 0, TAKEN] for p in PCS]
    rows += [[NOTE, no, "スマートフォン", "端末管理に登録", "はい", "なし", "なし", "無効", 10, "―", 6, "―", "標準", "許可した店の一覧だけ", 0, TAKEN] for no, _ in PHONES]
    rows.append([NOTE, "SV-01", "NAS", "管理画面で確認", "はい", "なし", "なし", "無効", 10, 12, "―", "無効", "管理者2人のほか標準", "禁止（追加機能は管理者だけ）", 0, TAKEN])
    return csv_bytes(rows, "utf-8-sig")

UTM_SETTINGS = """\
# AN-UTM60 configuration export            架空の見本 / invented example
# serial ANX0000060  firmware 7.2.5 (2026-11-05)  exported 2026-11-20 18:05 by adm-hase
# 秘密の値は *** に置きかえて書き出す

[license]
threat-protection        valid-until 2027-06-30     # 見本ITサポート 保守契約つき
update-definitions       every 1h   last 2026-11-20 17:40

[admin]
user adm-hase      role full       password ***  changed 2026-07-01  length>=20
user adm-takagi    role read-only  password ***  changed 2026-07-01  length>=20
user ven-support1  role full       password ***  changed 2026-07-01  length>=20  trusted-host 198.51.100.10/32
default-user admin                 deleted 2026-07-01
lockout            failures 10  minutes 30
access lan         https from 192.168.10.109/32,192.168.10.103/32
access wan         https from 198.51.100.10/32 only      # IN-2 保守会社の固定IPだけ
access wan         ssh disable  telnet disable  cloud-console disable

[interface]
wan1   192.0.2.10/29       回線
lan1   192.168.10.1/24     事務所
lan2   192.168.20.1/24     工場
guest  192.168.90.1/24     来客（社内へは遮断）

[policy inbound]            # 規則の表：MS-08 の2
IN-1   permit  any               -> self  udp/500,4500  ipsec-vpn  auth certificate+password   log   # 在宅勤務 2人（加納、柴田）
IN-2   permit  198.51.100.10/32  -> self  tcp/443                                              log   # 保守
IN-99  deny    any               -> any   any                                                  log   # 既定
# IN-3 は 2026-08-20 に削除（CH26-03）。ほかに止めたままの規則なし。見直し 2026-10-22

[policy outbound]
OUT-1  permit  lan1,lan2 -> wan  http,https,dns,ntp  inspect ips,antivirus,web-filter  log
OUT-2  permit  nas01     -> wan  tcp/443 to backup.mihon-cloud.example                 log
OUT-3  permit  guest     -> wan  http,https  inspect web-filter                        log
OUT-99 deny    any       -> any  any                                                   log

[protection]
ips            inbound block   outbound block   realtime on
antivirus      inbound block   outbound block   realtime on
c2-block       outbound block  realtime on       # 不正なサーバへの通信を遮断
web-filter     malicious block  phishing block  newly-seen-ads block   # CH26-07

[vpn]
method         ikev2   users y.kano,a.shibata   factor client-certificate + password(>=12)

[notify]
alert          mail k.hase@mihoshi-seiki.example,m.takagi@mihoshi-seiki.example   level >=medium  delay immediate
quick-report   pdf  auto on-alert  mail same
test-mail      2026-11-02 09:05 ok

[log]
keep           13 months   fields time,src,dst,policy,action
"""

NAS_SETTINGS = """\
NG-NAS420 設定の書き出し                     架空の見本 / invented example
機器名 NAS01 (SV-01)  192.168.10.10  NagisaOS 4.2.8（2026-11-10 適用。支援は 2029-12 まで）
書き出し 2026-11-20 18:10  adm-hase

[管理者]
adm-hase    設定の変更、フォルダ権限       認証アプリ 有効
adm-takagi  バックアップの操作だけ         認証アプリ 有効
初期の管理者 admin                        削除（2026-06-01）

[認証]
利用者ごとのIDとパスワード   必須（31人）
名前なしで開く（ゲスト）      無効
パスワード                   12文字以上、ありがちな語の一覧を拒否
まちがいの回数               10回でロック 30分
インターネットからの管理     無効

[フォルダの権限]
設計        設計技術課 読み書き／製造課 読み
製造        製造課 読み書き／設計技術課 読み書き／生産管理課 なし
生産管理    生産管理課 読み書き／製造課 読み
会計        総務課、役員
管理        adm-hase、髙木
共有        全員
（2026-10-01 ID26-06：d.sugimoto を「製造」から外し「生産管理」に加えた）

[バックアップの予定]
B1  共有フォルダ全体       毎日 22:00  30日   遠隔地 毎日 02:00 大阪 90日（暗号化）
B2  生産管理・会計の受け口 毎日 21:00  30日
B4  加工プログラム         毎週金曜    6か月
結果のメール               k.hase、m.takagi

[マルウェア対策]
アオバ対策 NAS版 3.1  書き込み時 有効  毎週日曜 23:30 全体
自動実行ファイル（autorun.inf）の作成  拒否
"""

def backup_log():
    lines = ["# NAS01 backup log  2026-11-01 .. 2026-11-22   架空の見本 / invented example", "# 日時  番号  対象  結果  件数  量  所要"]
    for d in range(1, 23):
        day = D(2026, 11, d)
        if day.weekday() == 0: lines.append(f"{day} 08:35:00  DISK  外付けディスクを交換  外した1本は金庫（長谷）")
        retry = "  RETRY=1 (回線が一時切れた)" if d == 11 else ""
        lines += [f"{day} 02:00:03  OFF  遠隔地（大阪）B1,B2,B4,B5  OK  {180 + d * 37 % 90}件  {2 + d % 3}.{d % 10}GB  {14 + d % 9}分{retry}",
                  f"{day} 03:00:02  B3   Microsoft 365（31人）→大阪  OK  {900 + d * 53 % 400}件  1.{d % 10}GB  {21 + d % 7}分",
                  f"{day} 21:00:01  B2   生産管理・会計  OK  {12 + d % 4}件  0.{3 + d % 5}GB  3分"]
        if day.weekday() == 4: lines.append(f"{day} 17:20:00  B4   加工プログラム（USB-01、PC-021で検査）  OK  {640 + d}件  0.2GB  6分")
        if d == 5: lines.append(f"{day} 18:30:00  B5   UTM設定 7.2.5適用後  OK  1件")
        if d == 6: lines.append(f"{day} 12:10:00  B5   UTM設定 CH26-07適用後  OK  1件")
        lines.append(f"{day} 22:00:02  B1   共有フォルダ全体  OK  {210 + d * 41 % 120}件  {3 + d % 4}.{d % 10}GB  {18 + d % 6}分")
    return text_bytes("\n".join(lines[:2] + sorted(lines[2:]) + ["# 失敗 0、やり直し 1（成功）。確認 長谷 毎朝", ""]))

PORT_CHECK = """\
外からの到達確認                                 架空の見本 / invented example
実施  2026-11-12 13:00-13:40   あんしん見本技術事務所 荻野 智子（198.51.100.20 から）
対象  192.0.2.10（株式会社見星精機 UTM）  立会い 長谷 浩二   事前の承諾 2026-11-10 髙木 美穂

TCP 1-65535      応答あり 0     遮断 65535
UDP 500, 4500    応答あり（IKEv2。証明書なしの接続は拒否されることを確かめた）
UDP その他100    応答なし
管理画面 443     遮断（固定IPの外からは開かない）

まとめ  外から入れるのは社員VPNの口だけで、認証がない通信は通らない。
"""

def notice_photo():
    lines = PDFS["01-security-policy.pdf"][3][1][1]
    items = [(70, 60, 34, (20, 40, 90), "情報セキュリティ基本方針"), (70, 112, 18, (60, 60, 60), "第3版　2026年10月1日　株式会社見星精機")]
    y = 170
    for n, line in enumerate(lines, 1):
        words = f"{n}. {line}"
        cut = 27 if words[26:27] == "。" else 26                 # no line begins with a full stop
        for part in filter(None, (words[:cut], words[cut:])):
            items.append((70 if part is words or part[0].isdigit() else 94, y, 19, (30, 30, 30), part))
            y += 28
        y += 7
    items += [(70, 700, 20, (150, 30, 30), "おかしいと思ったら すぐ内線11（総務課）へ"), (70, 748, 18, (40, 40, 40), "代表取締役社長　宮坂 健一"), ("stamp", (330, 732, 386, 788)), (341, 748, 17, (190, 50, 40), "宮坂"),
              (70, 812, 14, (110, 110, 110), f"{MARK}　食堂掲示板 2026-10-05 撮影")]
    sheet = paper((660, 850), (250, 248, 240), items)
    board = paper((840, 1060), (150, 112, 74), [("box", (94, 96, 760, 962), (112, 82, 54))])
    board.paste(sheet, (86, 88))
    from PIL import ImageDraw
    for x in (100, 732):
        ImageDraw.Draw(board).ellipse((x - 9, 100, x + 9, 118), fill=(40, 120, 190))
    return photo_bytes(worn(board, 2.3, 23, 0.07, (120, 90, 60)), 52)

def pledge_scan():
    grey = (45, 45, 45)
    rows = [("大竹 里奈", "入社 2026-04-01", "2026-04-01"), ("早川 翔", "入社 2026-04-01", "2026-04-01"), ("酒井 恵太", "派遣の受け入れ 2026-07-01", "2026-07-01")]
    items = [(220, 90, 30, grey, "守秘義務の説明と誓約の記録"), (80, 150, 17, grey, "株式会社見星精機　様式 MS-03-1　　（架空の見本 / invented example）"),
             (80, 210, 18, grey, "私は、機密情報管理規程 第1章（守秘義務）の説明を受け、次のことを守ります。"), (100, 250, 17, grey, "1. 仕事で知った会社とお客様の情報を、仕事のほかに使いません。"),
             (100, 282, 17, grey, "2. 許しなく写したり、持ち出したり、人に話したりしません。"), (100, 314, 17, grey, "3. 会社を離れる時は全て返し、離れた後も守ります。")]
    for y in (380, 430, 530, 630, 730): items.append(("line", (80, y, 820, y)))
    for x in (80, 250, 470, 610, 820): items.append(("line", (x, 380, x, 730)))
    items += [(95, 395, 17, grey, "氏名"), (265, 395, 17, grey, "入社・受け入れ"), (485, 395, 17, grey, "説明した日"), (625, 395, 17, grey, "署名")]
    for i, (name, when, day) in enumerate(rows):
        y = 470 + i * 100
        items += [(95, y, 18, grey, name), (265, y, 16, grey, when), (485, y, 17, grey, day), (630, y - 8 + i * 3, 27, (70, 70, 110), name), ("stamp", (752, y - 18, 806, y + 36)), (762, y - 2, 17, (120, 70, 70), name.split()[0])]
    items += [(80, 790, 17, grey, "説明した人　総務課 髙木 美穂"), ("stamp", (330, 774, 384, 828)), (340, 790, 17, (120, 70, 70), "髙木"),
              (80, 850, 17, grey, "2026年4月1日から11月20日までに入社・受け入れした人は、上の3人で全員です。"), (80, 884, 17, grey, "受け入れた出向者はいません。（2026年11月20日 総務課）")]
    sheet = paper((900, 1272), (252, 252, 250), items)
    return scan_bytes(worn(sheet, -0.8, 7, 0.03, (235, 235, 235)).resize((900, 1272)), 38)

def signin_screen():
    ink, pale, blue = (40, 40, 40), (110, 110, 110), (30, 80, 160)
    rows = [("対象", "全てのユーザー（31）と管理者（3）"), ("除いた人", "0"), ("対象のサービス", "全てのクラウド アプリ（クラウドバックアップを含む）"), ("求めるもの", "多要素認証（毎回）"), ("古い方式のサインイン", "遮断"),
            ("使ってよい方法", "パスワード＋認証アプリ／セキュリティキー／ワンタイムパスワード機器"), ("パスワードの長さ", "8文字未満は作れない（社内の決まりは12文字以上）"), ("使えない語", "会社名など40語を登録して拒否"), ("まちがいの回数", "10回でロック")]
    items = [("box", (0, 0, 960, 56), blue), (24, 16, 21, (255, 255, 255), "サインインの設定　mihoshi-seiki.example"), (24, 76, 24, ink, "全員に多要素認証を求める"), (340, 80, 18, (20, 120, 60), "● 有効（2026-07-01 から）")]
    for i, (k, v) in enumerate(rows):
        y = 128 + i * 44
        items += [(24, y, 18, pale, k), (250, y, 18, ink, v), ("line", (24, y + 33, 936, y + 33))]
    return screen_bytes(paper((960, 580), (255, 255, 255), items + [(24, 545, 15, pale, f"画面の写し {TAKEN}　adm-hase　　{MARK}（画面は見本のために描いた）")]))

# file -> (Japanese name, English name, from, to, maker). Snapshots and documents in force have no end date.
XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
TYPES = {"pdf": "application/pdf", "xlsx": XLSX_TYPE, "csv": "text/csv", "txt": "text/plain", "jpg": "image/jpeg", "png": "image/png"}
ENGLISH = dict(zip(PDFS, ["Information security policy", "Security organisation: roles in normal times and emergencies", "Confidential information rules", "Device and software rules", "ID, access and room-entry rules",
    "Password rules", "External service and partner rules", "Network device and change procedure", "Back-up and restore procedure", "Incident procedure", "Recovery plan for a cyber attack", "Yearly review record 2026",
    "Confidentiality agreement extract and incident roles", "Shared incident cases 2026", "Training material: what to do in an incident", "UTM quick report, 6 November 2026"]))
FILES = {name: (title, ENGLISH[name], history[-1][1], None, lambda d=PDFS[name]: pdf_bytes(*d)) for name, (_, title, history, _b) in PDFS.items()}
FILES["14-case-sharing-2026.pdf"] = FILES["14-case-sharing-2026.pdf"][:2] + ("2026-06-08", "2026-11-09") + FILES["14-case-sharing-2026.pdf"][4:]
FILES["16-utm-quick-report-2026-11-06.pdf"] = FILES["16-utm-quick-report-2026-11-06.pdf"][:2] + ("2026-11-06", "2026-11-06") + FILES["16-utm-quick-report-2026-11-06.pdf"][4:]
FILES.update({
    "17-pledge-scan.pdf": ("守秘義務の説明と誓約の記録（スキャン）", "Confidentiality explanation and pledge (scan)", "2026-04-01", "2026-11-20", pledge_scan),
    "18-notice-photo.jpg": ("基本方針の掲示の写真", "Photograph of the posted policy", "2026-10-05", None, notice_photo),
    "19-m365-signin-settings.png": ("Microsoft 365 サインイン設定の画面", "Microsoft 365 sign-in settings (screen)", "2026-11-20", None, signin_screen),
    "20-pc-ledger.xlsx": ("パソコン・サーバ台帳（CAM機とUSBの貸出簿を含む）", "PC and server ledger (with CAM machine and USB log)", "2026-11-20", None, pc_ledger),
    "21-network-ledger.xlsx": ("ネットワーク台帳・機器台帳・つながり先", "Network, network device and external connection ledger", "2026-11-05", None, network_ledger),
    "22-confidential-information-ledger.xlsx": ("重要な機密情報の台帳", "Ledger of important confidential information", "2026-10-26", None, confidential_ledger),
    "23-cloud-service-check-sheet.xlsx": ("外部サービス確認表と合意の控え", "Cloud service check sheet and agreements", "2026-10-21", None, cloud_sheet),
    "24-contact-list.xlsx": ("連絡先一覧（平時・緊急時）と名簿", "Contact lists and staff list", "2026-10-23", None, contact_list),
    "25-request-register.xlsx": ("ID・管理者ID・設定変更の申請簿と照合", "Request register for IDs and changes, with reconciliation", "2026-04-01", "2026-11-20", request_register),
    "26-rule-compliance-check.xlsx": ("機器・ソフト管理規程の遵守点検表", "Rule compliance check", "2026-10-22", None, compliance_check),
    "27-training-attendance.xlsx": ("教育・訓練の受講の記録", "Training attendance", "2026-04-01", "2026-09-15", training),
    "28-incident-report-form.xlsx": ("事故報告書の様式と記入例", "Incident report form with an example", "2026-06-01", None, report_form),
    "29-utm-alert-judgement.xlsx": ("UTMアラート判断簿", "UTM alert judgement log", "2026-08-21", "2026-11-20", alert_judgement),
    "30-asset-tool-export.csv": ("資産管理ツールの書き出し（CP932）", "Asset tool export (CP932)", "2026-11-20", None, asset_csv),
    "31-accounts-export.csv": ("IDの一覧（Microsoft 365・NAS・UTM）", "Accounts export", "2026-11-20", None, accounts_csv),
    "32-m365-mfa-registration.csv": ("Microsoft 365 多要素認証の登録", "Microsoft 365 MFA registration export", "2026-11-20", None, mfa_csv),
    "33-antivirus-console.csv": ("マルウェア対策の管理画面の書き出し", "Anti-malware console export", "2026-11-20", None, antivirus_csv),
    "34-update-status.csv": ("Windows Updateなど更新の状況", "Windows Update and other update status", "2026-11-20", None, windows_update_csv),
    "35-endpoint-settings.csv": ("端末の設定の一覧（端末管理）", "Endpoint settings from device management", "2026-11-20", None, endpoint_csv),
    "36-utm-settings.txt": ("UTMの設定の書き出し", "UTM settings export", "2026-11-20", None, lambda: text_bytes(UTM_SETTINGS)),
    "37-nas-settings.txt": ("NASの設定の書き出し", "NAS settings export", "2026-11-20", None, lambda: text_bytes(NAS_SETTINGS)),
    "38-nas-backup-log.txt": ("バックアップの記録", "Back-up log", "2026-11-01", "2026-11-22", backup_log),
    "39-port-check-2026-11-12.txt": ("外からの到達確認", "Reachability check from outside", "2026-11-12", None, lambda: text_bytes(PORT_CHECK)),
    "40-notice-mails.txt": ("全員への周知メールの控え", "Notices sent to everyone", "2026-07-01", "2026-10-08", lambda: text_bytes(NOTICE_MAILS)),
})

# ------------------------------------------------------------------ 5. the answers
# criterion | branches joined by + | numbers of the proof files | note. All are met, except those in NOT_APPLICABLE.

ANSWERS = """\
1-2-1-1||02|社長を統括役員、総務課を担当部署とし、それぞれの役割と責任を体制表に書いた。2026年10月1日に第2版にした。
1-2-1-2||24|社長、専務、総務課、システム管理者の内線、携帯、メール、代理を一覧にした。10月20日に直した。
1-2-1-3||12,24|10月20日に体制表と連絡先を名簿31人と照らし、古い内線1件を直した。社長が10月26日に承認した。
1-2-3-1||03|機密情報管理規程の第1章に、役員から派遣・出向までの全員が守ることを書いた。
1-2-3-2||17,24|今年度に来た3人（入社2人、派遣1人）に、来た日に総務課が説明し、署名をもらった。
1-3-1-1||01|社長名の基本方針があり、2026年10月1日から第3版である。
1-3-1-2||18,40|食堂と工場事務室に貼り、社内ポータルにも置いている。派遣社員も読める。
1-3-1-3||40|第3版で変えた二つの点を10月1日に全員へメールし、製造課には朝礼で説明した。31人全員が「読みました」を押した。
2-1-1-1||21,07|お客様のポータル、クラウド、銀行、遠隔保守など8件を「つながり先」の表に書いている。始める時とやめる時に総務課が直す。
2-1-1-2||12,21|10月20日に全行を点検し、使わなくなった名刺管理1件を解約して外した。
2-1-2-1||13,07|機密情報を渡す3社と、業務の前に秘密保持契約を結んだ。範囲、使い方、複製、第三者への提供、返却と廃棄を決めている。
2-1-4-1||13|3社それぞれと、事故の時の役割と責任の分担表を確かめた。
3-1-1-1||20,30|台帳に28台の製造元とOSがあり、シンクライアントは0台である。11月20日に資産管理ツールの28行と実物で照らし、差は無かった。
3-1-1-2||20,37|サーバはNAS 1台だけで、仮想サーバとハイパーバイザは0台と台帳に書いている。
3-1-1-3||04|導入、設置、接続、更新の決まりを機器・ソフトウェア管理規程に書いた。
3-1-1-4||26,12|10月22日に全台を点検し、PC-014で許可外のソフト1件を見つけて同じ日に消した。
3-1-2-1||21|事務所、工場、来客、VPN、回線の五つについて、所在地と用途を台帳に書いている。
3-1-2-2||21|UTM、スイッチ2台、無線AP 2台、ONUの製造元、型番、保守事業者を台帳に書いている。
3-1-3-1||07,23|外部サービスの条件を七つ決め、使う4サービスを10月20日に確認表で確かめた。
3-1-3-2||23|4サービスとも契約、覚書、規約で機密の扱いに合意した。版と日付の控えがある。
3-1-4-1||03|極秘、社外秘、公開の三つに分け、決め方、表示、扱い方、区域を規程に書いた。
3-1-4-2||12,03|10月21日に規程を読み直し、区域の表に新しい書庫を足して第2版にした。
3-1-4-3||22|極秘の情報8件について、管理者、部署、場所、期限、開示先、連絡先を台帳に書いている。
4-1-1-1||05,25|IDは課長が申請簿に書き、総務課長が承認してから作る。今年度は6件あった。
4-1-1-2|not_shared|31,25,05|共有のIDは0件である。現場の共用パソコンも一人ずつのIDでサインインする。
4-1-1-3||25,31,24|退職した2人のIDは退職日に止めた。11月20日に名簿と照らし、残りも90日使われていないIDも無かった。
4-1-1-4||25,37,12|10月1日に異動した1人の「製造」フォルダの権限を、その日のうちに外した。
4-1-2-1||21,20|NASとネットワーク機器のすべてに、管理者（長谷）と責任者（髙木）を決めて台帳に書いている。
4-1-2-2|not_shared|05,31,25|管理者は社内3人と保守会社の1人に限り、名前の付いたIDを一人ずつ使う。
4-1-2-3||05,31,36,37|管理者IDごとに用途と権限を表にし、設定と一致することを11月20日に確かめた。髙木のIDは閲覧やバックアップの操作だけである。
4-1-2-5||05,31,25|だれがどの管理者IDを持つかを規程の表に書き、書き出した一覧と照らしている。
4-1-2-6||25,31|UTMを入れ替えた7月1日に、旧UTMの保守用ID 2件を消した。要らない管理者IDは残っていない。
4-1-2-7||05,25|管理者IDは申請簿に書き、社長が承認する。社長のIDは専務が承認した。
4-1-2-8||05,36,37|設定と管理者IDを変えられるのは長谷と、決めた範囲の髙木、社長、保守会社1人だけである。設定の一覧も同じである。
4-1-3-1||35,37,31|28台、スマートフォン4台、NASのどれも、使う前にIDごとの認証を求める。自動サインイン、空のパスワード、ゲストは0件である。
4-1-3-2||32,19,23|Microsoft 365は31人と管理者3件の全員に多要素認証を毎回求め、除いた人はいない。クラウドバックアップも同じサインインを使い、給与クラウドも多要素で入る。
4-1-3-3|knowledge+possession|32,19|パスワード（知っていること）と、認証アプリ、セキュリティキー、ワンタイムパスワード機器のどれか（持っているもの）の二つを使う。
4-1-3-4||19,06|8文字未満は作れない設定で、社内の決まりは12文字以上である。
4-1-4-1|lock_after_failures|35|28台と会社のスマートフォン4台は、10回まちがえるとロックする。
4-1-4-2||35|パソコンのパスワードは12文字以上、パソコンとスマートフォンのPINは6桁以上にしないと設定できない。
4-1-5-1||06|初めのパスワードは使う前に変えると、パスワード規程に書いた。NASとネットワーク機器も含む。
4-1-5-2||06,19|名前や会社名など当てられやすい言葉を禁じた。Microsoft 365では40語を登録して拒否している。
4-1-5-3|eight_with_mfa_or_lockout|06,35|12文字以上とし、多要素認証か、10回でロックのどちらかを必ず使うと決めた。
4-1-5-4||06|機器やサービスの間で使い回さないと、パスワード規程に書いた。
4-1-5-5||40,06|7月1日に全員へメールで知らせ、7月8日までに32人全員が読んだ（うち1人は8月に退職）。
4-1-6-1||06|会社のパスワード管理アプリに入れるか、紙なら鍵のかかる引き出しに入れると決めた。
4-1-6-2||06|漏れたかもしれない時は内線11へ知らせ、サインインを切り、その日のうちに変える手順がある。
4-1-6-3||40|しまい方と漏れた時の動き方を7月1日に全員へ知らせ、全員が読んだ記録がある。
4-1-7-1||05,25|IDと入室の許可は申請と承認で、必要な範囲だけにし、毎年10月に棚卸しすると決めた。申請簿は総務課が持つ。
4-2-2-1||15,27|資料を配り、9月10日に集合教育と机上の訓練をした。欠席2人は9月15日に受け、新しく来た3人は来た日に受けた。
4-2-2-2||27|内容、方法、日付、31人の受講と問題の点数を記録し、総務課が保管している。
4-2-2-3||12|10月23日に内容を点検し、請求書を装うメールの例を来年の教材で差し替えると決めた。
4-3-4-1||09,38,37|五つの対象の頻度と保管期間を決め、毎日取っている。11月1日から22日まで失敗は無い。
4-3-4-2||38,09,22|極秘の情報を含む控えを、毎日02:00に大阪のクラウドへ送っている。やり直しは11月11日の1回だけで、成功した。
4-3-4-3||09|対象ごとの戻し方を手順書に書き、9月17日と18日に戻す試験をした。
4-4-1-1|block_install|35,04,26|利用者は標準の権限なので自由に入れられない。スマートフォンも許可したアプリだけで、許可外のソフトは0件である。
4-4-1-2||35,20|28台すべてで自動実行と自動再生を止めた。USBメモリは登録した3本だけで、検査してから使う。
4-4-1-3||08,25|NASとネットワーク機器の設定は、申請簿で承認を得てから変える。今年度は7件で、承認はどれも変更より先である。
4-4-4-1|cut_off|30,20,36,37|28台、NAS、UTMは支援の期間内で、自動更新できるものは有効である。支援の終わったCAM機（Windows 7）は、どのネットワークにもつながない。
4-4-4-2|within_14_days|34,25,04|11月11日公開の更新は、28台とも8日以内に当てた。スマートフォンは4日、NASは7日、UTMは8日で当てた。
4-4-5-1||33,30|28台とNASのすべてで対策ソフトが動いている。台帳の台数と同じである。
4-4-5-2||04,33|パソコンは毎週水曜に全ドライブ、NASは毎週日曜に共有全体を検査する。11月18日の検査は28台とも脅威なし。
4-4-5-3||33|定義ファイルは1時間ごとに自動で新しくなり、全台が11月20日の日付である。
4-5-1-1|change_password|21,36|UTM、スイッチ、無線APの初めの管理パスワードを7月1日に変え、機器ごとに別の20文字にした。ONUは回線事業者が管理する。
4-5-1-2||08|担当者が替わった時、漏れた疑いの時、毎年7月に変える手順を書いた。
4-5-1-3||21,36,06|5台の認証を11月5日に確かめた。20文字で、10回まちがえるとロックする。
4-5-1-4||36,39|外から入る通信は、社員VPNと保守会社の固定IPのほかをすべて遮断している。11月12日に外から確かめた。
4-5-1-5||08,36|外から入る通信の規則は3行で、目的と期限を手順書に書いている。設定と同じである。
4-5-1-6||25,36,12|一日だけ開けた規則IN-3は、点検が終わった8月20日に消した。10月22日の見直しで要らない規則は無かった。
4-5-1-7|trusted_ip_only|36,08|インターネットから設定を変えられるのは保守会社だけで、固定IPアドレス一つに限っている。
5-1-1-1|boundary|36|UTMが外から内、内から不正なサーバへの通信の両方をその場で見つけ、遮断する。契約は2027年6月30日まで。
5-1-1-2||29|アラートは一営業日のうちに長谷か髙木が見て、事故かどうかを判断簿に書く。この3か月は7件で、事故は無かった。
5-1-1-3||36,16,29|アラートはすぐ長谷と髙木にメールで届き、速報がPDFで付く。11月6日は約1分で届いた。
6-1-1-1||10|見つけて知らせる、初動、調べて対処、戻す、最後の報告の五つの段階を手順書に書いた。
6-1-1-2||10,24|社内、お客様、外注先、保守会社、警察、個人情報保護委員会、経済産業省などの連絡先と順番を決め、紙でも置いている。
6-1-1-3||02,10|緊急時の本部長（社長）、対応責任者（髙木）などの役割と権限を体制表に書いた。
6-1-1-4||12,24|10月23日に連絡先と役割を点検し、31人へ連絡試験をした。保険会社の窓口名を直した。
6-1-1-5||28|事故報告書の様式と記入例がある。段階、影響、知らせた先、原因、防ぎ方の欄がある。
6-1-1-6||14,29|6月8日と11月9日に、事例と当社の対策を全課へ伝えた。この1年に重大な事故は無い。
7-1-1-1|standby_system+manual_work|11,09,24|四つの仕事の目標を決め、予備のパソコン2台、代替のNAS、クラウドの控えを備えた。紙の様式と電話・FAXの一覧で人手でも続けられる。"""
NOT_APPLICABLE = {"4-1-2-4": ("12", "社内でソフトウェアの開発をしていないことを、10月22日に設計技術課と総務課で確かめた。",
                              "開発や試験の環境を持たず、外部にも開発を頼んでいません。生産管理と会計は、買った製品をそのまま使っています。")}

def file_names(numbers):
    return ["files/" + next(f for f in FILES if f.startswith(n + "-")) for n in numbers.split(",")]

def answers():
    rows = []
    for line in ANSWERS.splitlines():
        criterion, taken, proof, note = line.split("|")
        branches = taken.split("+") if taken else []
        rows.append({"criterion": criterion, "state": "met", "branch": branches[0] if branches else None, "branches": branches, "note": note, "evidence": file_names(proof)})
    for criterion, (proof, note, reason) in NOT_APPLICABLE.items():
        rows.append({"criterion": criterion, "state": "not_applicable", "branch": None, "branches": [], "note": note, "reason": reason, "evidence": file_names(proof)})
    return sorted(rows, key=lambda r: [int(n) for n in r["criterion"].split("-")])

def company():
    evidence = [{"file": "files/" + f, "name_ja": ja, "name_en": en, "effective_from": start, "effective_to": end, "media_type": TYPES[f.rsplit(".")[-1]]}
                for f, (ja, en, start, end, _) in sorted(FILES.items())]
    return {"note": "Everything in this folder is invented. / すべて架空の見本です。", "organisation": ORGANISATION, "organisations": OTHERS, "people": PEOPLE,
            "profile": {"person_in_charge": "髙木 美穂", "pcs": "28", "servers": "nas", "network_box": "utm", "firewall_over_internet": "yes", "cloud": "yes",
                    "remote_work": "yes", "external_media": "yes", "development": "no", "shares_confidential": "yes", "passwords": "yes", "ot": "no"}, "profile_notes": PROFILE_NOTES, "scope": SCOPE, "answers": answers(), "evidence": evidence}

# ------------------------------------------------------------------ 6. checks

def check():
    data = json.loads((OUT / "company.json").read_text("utf-8"))
    criteria = {c["number"]: c for f in CRITERIA.glob("*.json") for c in json.loads(f.read_text("utf-8")) if c["star"] == 3}
    given = {a["criterion"]: a for a in data["answers"]}
    assert len(criteria) == 81 and len(data["answers"]) == 81 and set(given) == set(criteria), sorted(set(criteria) ^ set(given))
    proof = {e["file"]: e for e in data["evidence"]}
    on_disk = {"files/" + p.name for p in (OUT / "files").iterdir()}
    assert set(proof) == on_disk and 25 <= len(proof) <= 40, (len(proof), set(proof) ^ on_disk)
    for number, answer in given.items():
        keys = [b["key"] for b in criteria[number].get("branches") or []]
        assert set(answer["evidence"]) <= on_disk and answer["note"].endswith(("。", "）")), number
        if answer["state"] == "met":
            assert answer["evidence"], number
            least = criteria[number].get("choose", {}).get("min", 1) if keys else 0
            assert len(answer["branches"]) >= least and set(answer["branches"]) <= set(keys), (number, answer["branches"], keys)
            assert answer["branch"] == (answer["branches"][0] if keys else None), number
        else:
            assert answer["reason"] and answer["branch"] is None and criteria[number].get("condition"), number
    used = {f for a in data["answers"] for f in a["evidence"]}
    assert used == on_disk, on_disk - used
    numbers = [o["corporate_number"] for o in [data["organisation"]] + data["organisations"]]
    for o in [data["organisation"]] + data["organisations"]:
        number, base = o["corporate_number"], o["corporate_number"][1:]
        weighted = sum(int(base[12 - n]) * (1 if n % 2 else 2) for n in range(1, 13))
        assert len(number) == 13 and base.startswith("99") and o["invented"] is True and int(number[0]) == 9 - weighted % 9, number
    assert all(p["organisation"] in numbers and p["email"].endswith(".example") for p in data["people"])
    for e in data["evidence"]:
        end = e["effective_to"] or e["effective_from"]
        assert "2026-04-01" <= e["effective_from"] <= end <= "2026-11-30" and e["name_ja"] and e["name_en"], e
    asset = (OUT / "files" / "30-asset-tool-export.csv").read_bytes()
    assert asset.count(b"\r\n") == 29 and asset.count(b"\n") == 29 and all(c in asset.decode("cp932") for c in "①㈱髙ｱ")
    assert len(STAFF) == 31 and len(PCS) == 28
    total = sum(p.stat().st_size for p in OUT.rglob("*") if p.is_file())
    assert total <= LIMIT, total
    return f"81 answers, {len(proof)} files, {total} bytes: good"

def main():
    if "--check" not in sys.argv:
        (OUT / "files").mkdir(parents=True, exist_ok=True)
        for old in (OUT / "files").iterdir():
            old.unlink()
        for name, (*_, make) in FILES.items():
            (OUT / "files" / name).write_bytes(make())
        (OUT / "company.json").write_text(json.dumps(company(), ensure_ascii=False, indent=1) + "\n", "utf-8")
    print(check())

if __name__ == "__main__":
    main()
