//! Ordinary text stays as it is, in the modes it belongs to.

use domain::display::{Printed, SafeText};

use super::text;

#[test]
fn ordinary_commands_stay_as_they_are() {
    for source in [
        "ls -la /var/log",
        "rm -rf ./build && make -j2",
        "git commit -m \"Fix the login form\"\ngit push\n",
        "curl -fsSL https://example.org/install.sh | sh",
        "find . -name '*.rs' -exec grep -l unsafe {} +",
        "awk -F: '{ print $1 \":\" $3 }' /etc/passwd",
        "for f in *.log; do gzip \"$f\"; done",
        "sudo systemctl restart nginx.service",
        "docker run --rm -v \"$PWD\":/work -w /work rust:1 cargo test",
        "Remove-Item -Path (Join-Path $cache '*') -Recurse -Force",
        "Get-ChildItem C:\\Users\\anna | Where-Object { $_.Length -gt 1MB }",
        "echo 'C:\\new\\table' `date` $((1 + 2)) ~ ^ [a] {b} <c> #d @e !f %g",
        "printf '%s\\n' a b c > out.txt 2>&1",
        "if [ -f x ]; then\n  echo yes\nfi\n",
        "cp 'Übersicht für Jürgen.docx' /srv/größe/",
        "cd ~/Téléchargements && ls été",
        "mv søren/blåbær.txt łódź/zażółć.txt",
        "cat 'niño/año nuevo.txt'",
        "touch đà_nẵng/phở.md",
        "ls 日本語/資料.txt",
        "echo 中文文件 한국어",
        "SELECT id, name FROM people WHERE id = 7; -- one",
        "kubectl get pods -A -o json | jq '.items[].metadata.name'",
        "python3 -c 'print(\"a\\u0041\")'",
        "--- a/x.rs\n+++ b/x.rs\n@@ -1 +1 @@\n-let a = 1;\n+let a = 2;\n",
    ] {
        let safe = SafeText::code(source);
        assert_eq!(safe.segments(), [text(source)]);
        assert_eq!(safe.to_plain(), source);
        assert_eq!(safe.marks(), SafeText::default().marks());
    }
}

#[test]
fn titles_of_every_language_and_ordinary_output_stay_as_they_are() {
    for source in [
        "Update the login page",
        "Don’t merge “as is” – see notes…",
        "Step 1:\tinstall\nStep 2:\trun",
        "Prüfe die Größe der Ümläute",
        "Où est passé l’été à Noël ?",
        "¿Cuándo llega el año nuevo?",
        "Zażółć gęślą jaźń",
        "Příliš žluťoučký kůň",
        "Ağaç ışığı İstanbul",
        "Sửa lỗi đăng nhập của người dùng",
        "Þetta er æðislegt Øl",
        "Обновить страницу входа",
        "IT-специалист проверил USB-порт и 3D-модель",
        "Їжак з’їв ґудзик",
        "Ενημέρωση της σελίδας σύνδεσης",
        "α-helix and γ-rays at 5 μs, 10 kΩ",
        "更新登录页面：修复“错误”；完成。",
        "ログインページを更新する（至急）",
        "Pythonで書くノート、APIの更新",
        "αテスト、α版、αの、αㄅ、α테스트、okㅇㅋ",
        "로그인 페이지 업데이트 API를",
        "עדכון דף הכניסה",
        "שָׁלוֹם עוֹלָם",
        "تحديث صفحة تسجيل الدخول",
        "مُحَمَّدٌ",
        "लॉगिन पृष्ठ अद्यतन करें क्षत्रिय",
        "ปรับปรุงหน้าเข้าสู่ระบบ ที่นี่",
        "உள்நுழைவு பக்கம்",
        "মুক্ত বাংলা",
        "Թարմացնել մուտքի էջը",
        "განაახლეთ შესვლის გვერდი",
        "བོད་སྐད་ཡིག",
        "የመግቢያ ገጽ",
        "Ship it 🚀 now 🎉",
        "2 × 3 ≠ 7 → “six”, 50 % of 9 €",
        "write \\u0041 or C:\\dir",
        "replacement \u{FFFD} stays",
    ] {
        let safe = SafeText::prose(source);
        assert_eq!(safe.segments(), [text(source)]);
        assert_eq!(safe.to_plain(), source);
        assert_eq!(Printed::of(source).to_plain(), format!("{source}\n"));
    }
    for source in
        ["├── src\n│   └── main.rs\n", "test a ... ok  \n✓ 12 passed (0.3s)", "名前\tサイズ\n"]
    {
        assert_eq!(
            Printed::of(source).to_plain().trim_end_matches('\n'),
            source.trim_end_matches('\n')
        );
    }
}
