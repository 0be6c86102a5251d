//! What is known of a language: how its comments and texts begin and end, and its words. Enough to read by, and no more.

/// How a text is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Quote {
    pub(super) open: &'static str,
    pub(super) close: &'static str,
    /// Whether a backslash keeps the sign behind it from ending it.
    pub(super) escapes: bool,
    /// Whether it goes on in the next line.
    pub(super) lines: bool,
}

/// What names a value at the beginning of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Keys {
    None,
    /// `key: value`, also as a text.
    Colon,
    /// `key = value`, and `[section]`.
    Equals,
}

/// A language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Language {
    /// What makes the rest of a line a comment.
    pub(super) line: &'static [&'static str],
    /// How a longer comment begins and ends.
    pub(super) block: &'static [(&'static str, &'static str)],
    /// How texts are written; what begins alike stands with the longest first.
    pub(super) quotes: &'static [Quote],
    pub(super) words: &'static str,
    /// Words count in any case.
    pub(super) any_case: bool,
    /// Names with a capital are types.
    pub(super) types: bool,
    /// `$NAME` is a variable.
    pub(super) dollar: bool,
    pub(super) keys: Keys,
    /// `<name attribute="…">`.
    pub(super) tags: bool,
}

const fn quote(open: &'static str, escapes: bool, lines: bool) -> Quote {
    Quote { open, close: open, escapes, lines }
}

const DOUBLE: Quote = quote("\"", true, false);
const SINGLE: Quote = quote("'", true, false);
const LONG: Quote = quote("\"", true, true);
const PLAIN: Quote = quote("'", false, true);
const TICK: Quote = quote("`", true, true);
const SLASHES: &[(&str, &str)] = &[("/*", "*/")];

const NOTHING: Language = Language {
    line: &[],
    block: &[],
    quotes: &[DOUBLE, SINGLE],
    words: "",
    any_case: false,
    types: false,
    dollar: false,
    keys: Keys::None,
    tags: false,
};
const BRACES: Language = Language { line: &["//"], block: SLASHES, types: true, ..NOTHING };
const HASH: Language = Language { line: &["#"], ..NOTHING };

const RUST: Language = Language {
    quotes: &[
        Quote { open: "r#\"", close: "\"#", escapes: false, lines: true },
        Quote { open: "r\"", close: "\"", escapes: false, lines: true },
        LONG,
    ],
    words: "as async await break const continue crate dyn else enum extern false fn for if impl in let loop match mod move \
        mut pub ref return self Self static struct super trait true type union unsafe use where while",
    ..BRACES
};
const SCRIPT: Language = Language {
    quotes: &[DOUBLE, SINGLE, TICK],
    words: "abstract any as async await boolean break case catch class const continue debugger declare default delete do \
        else enum export extends false finally for from function get if implements import in instanceof interface keyof let \
        namespace new null number of private protected public readonly return satisfies set static string super switch this \
        throw true try type typeof undefined unknown var void while with yield",
    ..BRACES
};
const GO: Language = Language {
    quotes: &[DOUBLE, SINGLE, Quote { open: "`", close: "`", escapes: false, lines: true }],
    words: "any bool break byte case chan const continue default defer else error fallthrough false for func go goto if import \
        int interface map nil package range return rune select string struct switch true type var",
    ..BRACES
};
const C: Language = Language {
    words: "alignas auto bool break case catch char class const constexpr continue default delete do double else enum explicit \
        extern false float for friend goto if inline int long mutable namespace new noexcept nullptr operator override private \
        protected public register return short signed sizeof static struct switch template this throw true try typedef \
        typename union unsigned using virtual void volatile while",
    ..BRACES
};
const JAVA: Language = Language {
    quotes: &[quote("\"\"\"", true, true), DOUBLE, SINGLE],
    words: "abstract as async await base bool boolean break by byte case catch char class companion const continue data default \
        delegate do double else enum event extends false final finally float for foreach fun get if implements import in \
        init instanceof int interface internal is it lateinit long namespace native new null object open operator out override \
        package params private protected public readonly record return sealed set short static string struct super suspend \
        switch synchronized this throw throws trait true try typeof using val var virtual void volatile when where while yield",
    ..BRACES
};
const SWIFT: Language = Language {
    quotes: &[quote("\"\"\"", true, true), DOUBLE],
    words: "as async await break case catch class continue default defer do else enum extension false for func guard if import \
        in init inout is let mutating nil override private protocol public return self static struct super switch throw \
        throws true try var where while",
    ..BRACES
};
const PHP: Language = Language {
    line: &["//", "#"],
    dollar: true,
    words: "abstract array as break case catch class const continue default do echo else elseif extends false final finally fn \
        for foreach function global if implements include instanceof interface match namespace new null private protected \
        public readonly require require_once return static switch throw trait true try use var while yield",
    ..BRACES
};
const CSS: Language = Language { line: &[], block: SLASHES, keys: Keys::Colon, ..NOTHING };
const SCSS: Language = Language { line: &["//"], ..CSS };
const JSON: Language = Language {
    line: &["//"],
    block: SLASHES,
    quotes: &[DOUBLE],
    words: "true false null",
    keys: Keys::Colon,
    ..NOTHING
};
const PYTHON: Language = Language {
    quotes: &[quote("\"\"\"", true, true), quote("'''", true, true), DOUBLE, SINGLE],
    words: "and as assert async await break case class continue def del elif else except False finally for from global if \
        import in is lambda match None nonlocal not or pass raise return self True try while with yield",
    types: true,
    ..HASH
};
const RUBY: Language = Language {
    words: "alias and begin break case class def do else elsif end ensure false for if in module next nil not or private raise \
        redo require rescue retry return self super then true undef unless until when while yield",
    types: true,
    ..HASH
};
const SHELL: Language = Language {
    quotes: &[LONG, PLAIN],
    words: "case do done elif else esac exit export fi for function if in local readonly return set shift source then trap \
        unset until while",
    dollar: true,
    ..HASH
};
const POWERSHELL: Language = Language {
    block: &[("<#", "#>")],
    quotes: &[
        Quote { open: "@\"", close: "\"@", escapes: false, lines: true },
        Quote { open: "\"", close: "\"", escapes: false, lines: true },
        PLAIN,
    ],
    words: "begin break catch class continue do else elseif end exit filter finally for foreach function if in param process \
        return switch throw trap try until using while",
    any_case: true,
    dollar: true,
    ..HASH
};
const YAML: Language =
    Language { words: "true false null yes no on off", keys: Keys::Colon, ..HASH };
const TOML: Language = Language {
    line: &["#", ";"],
    quotes: &[
        quote("\"\"\"", true, true),
        quote("'''", false, true),
        DOUBLE,
        quote("'", false, false),
    ],
    words: "true false",
    keys: Keys::Equals,
    ..NOTHING
};
const TERRAFORM: Language = Language {
    line: &["#", "//"],
    block: SLASHES,
    words: "true false null for in if else resource data variable output module provider locals terraform",
    ..NOTHING
};
const DOCKER: Language = Language {
    words: "ADD ARG AS CMD COPY ENTRYPOINT ENV EXPOSE FROM HEALTHCHECK LABEL ONBUILD RUN SHELL STOPSIGNAL USER VOLUME WORKDIR",
    ..SHELL
};
const MAKE: Language = Language {
    quotes: &[DOUBLE],
    words: "define else endef endif export ifdef ifeq ifndef ifneq include override undefine",
    dollar: true,
    keys: Keys::Colon,
    ..HASH
};
const SQL: Language = Language {
    line: &["--"],
    block: SLASHES,
    quotes: &[
        Quote { open: "'", close: "'", escapes: false, lines: true },
        quote("\"", false, false),
    ],
    words: "add all alter and any as asc begin between bigint blob boolean by cascade case cast char check column commit \
        constraint create cross current_timestamp database date default delete desc distinct drop else end exists false foreign \
        from full function grant group having if in index inner insert int integer into is join key left like limit not null \
        on or order outer primary procedure real references returning revoke right rollback select set strict table text then \
        timestamp to transaction trigger true truncate union unique update using values varchar view when where with",
    any_case: true,
    ..NOTHING
};
const LUA: Language = Language {
    line: &["--"],
    block: &[("--[[", "]]")],
    words: "and break do else elseif end false for function goto if in local nil not or repeat return then true until while",
    ..NOTHING
};
const MARKUP: Language = Language { block: &[("<!--", "-->")], quotes: &[], tags: true, ..NOTHING };

/// The ends of file names, and whole names without one, of each language.
const FILES: [(&str, &Language); 25] = [
    ("rs", &RUST),
    ("js jsx ts tsx mjs cjs mts cts vue svelte", &SCRIPT),
    ("go", &GO),
    ("c h cc cpp cxx hpp hh m mm ino proto zig", &C),
    ("java kt kts cs scala groovy gradle dart", &JAVA),
    ("swift", &SWIFT),
    ("php", &PHP),
    ("css", &CSS),
    ("scss less sass", &SCSS),
    ("json jsonc json5 webmanifest", &JSON),
    ("py pyi", &PYTHON),
    ("rb rake gemspec gemfile rakefile ex exs cr", &RUBY),
    ("sh bash zsh fish bashrc zshrc profile bats", &SHELL),
    ("ps1 psm1 psd1", &POWERSHELL),
    ("yaml yml", &YAML),
    (
        "toml ini cfg conf env properties service timer socket lock editorconfig gitconfig desktop",
        &TOML,
    ),
    ("tf tfvars hcl", &TERRAFORM),
    ("dockerfile containerfile", &DOCKER),
    ("makefile mk", &MAKE),
    ("sql", &SQL),
    ("lua hs elm", &LUA),
    ("html htm xml svg xhtml plist csproj xaml", &MARKUP),
    ("r pl pm nix cmake gitignore dockerignore gitattributes", &HASH),
    ("justfile procfile", &SHELL),
    ("graphql gql", &HASH),
];

/// The language of a file of this name, if it is known.
pub(super) fn of(path: &str) -> Option<&'static Language> {
    let name = path.rsplit(['/', '\\']).next().unwrap_or(path).to_ascii_lowercase();
    let end = name.rsplit_once('.').map_or(name.as_str(), |(_, end)| end);
    // `Dockerfile.prod` is one too.
    let begin = name.split_once('.').map_or(name.as_str(), |(begin, _)| begin);
    let find = |word: &str| {
        let has = |(words, _): &&(&str, _)| words.split(' ').any(|known| known == word);
        FILES.iter().find(has).map(|(_, language)| *language)
    };
    find(end).or_else(|| find(begin).filter(|_| !begin.is_empty()))
}

impl Language {
    pub(super) fn has_word(&self, word: &str) -> bool {
        let same = |known: &str| {
            if self.any_case { known.eq_ignore_ascii_case(word) } else { known == word }
        };
        self.words.split_ascii_whitespace().any(same)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_languages_of_repositories_are_known() {
        for path in [
            "a.rs",
            "a.py",
            "a.ts",
            "a.tsx",
            "a.js",
            "a.go",
            "a.rb",
            "a.sh",
            "a.ps1",
            "a.toml",
            "a.yaml",
            "a.yml",
            "a.json",
            "a.sql",
            "a.css",
            "a.html",
            "a.tf",
            "a.c",
            "a.cpp",
            "a.java",
            "a.kt",
            "a.cs",
            "a.xml",
            "a.ini",
            "Dockerfile",
            "Makefile",
            "A.RS",
            "deploy/.bashrc",
            "deploy\\staging.env",
            ".env",
            "Dockerfile.prod",
        ] {
            assert!(of(path).is_some(), "{path}");
        }
        for path in ["a.txt", "README", "README.md", "a.unheard-of", "", ".", "a.", "a.log"] {
            assert_eq!(of(path), None, "{path}");
        }
        let mut all: Vec<_> = FILES.iter().flat_map(|(words, _)| words.split(' ')).collect();
        let number = all.len();
        all.sort_unstable();
        all.dedup();
        assert_eq!(all.len(), number, "an end belongs to one language");
    }
}
