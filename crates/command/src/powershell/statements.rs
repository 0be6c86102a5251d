//! Statements of PowerShell that name no program.

use tree_sitter::Node;

/// Types that only turn one value into another. Any other may contact a machine or run code when it is made.
const PLAIN: [&str; 32] = [
    "array",
    "bool",
    "boolean",
    "byte",
    "char",
    "datetime",
    "datetimeoffset",
    "decimal",
    "double",
    "float",
    "guid",
    "hashtable",
    "int",
    "int16",
    "int32",
    "int64",
    "long",
    "object",
    "ordered",
    "psobject",
    "pscustomobject",
    "regex",
    "sbyte",
    "short",
    "single",
    "string",
    "switch",
    "timespan",
    "uint32",
    "uint64",
    "version",
    "void",
];

/// Whether a statement is one of the script or of a block's, rather than a condition, a value or the body of a
/// command's script block: those are often a plain `$_.Name`.
pub(super) fn stands_alone(pipeline: Node<'_>) -> bool {
    let list = pipeline.parent().filter(|parent| parent.kind() == "statement_list");
    let holder = list.and_then(|list| list.parent());
    holder.is_some_and(|holder| matches!(holder.kind(), "program" | "statement_block"))
}

/// Whether something is made of this type, rather than something of the type itself called or caught.
pub(super) fn converts(literal: Node<'_>) -> bool {
    let kind = literal.parent().map_or("", |parent| parent.kind());
    !matches!(kind, "invokation_expression" | "member_access" | "catch_type_list")
}

/// Whether `[name]` only turns values.
pub(super) fn plain_type(literal: &str) -> bool {
    let bare: String = literal
        .chars()
        .filter(|char| !"[] \t".contains(*char))
        .collect::<String>()
        .to_ascii_lowercase();
    PLAIN.contains(&bare.strip_prefix("system.").unwrap_or(&bare))
}

/// Whether a line asks for modules, snap-ins or rights before anything runs.
pub(super) fn requires(text: &str) -> bool {
    text.lines().any(|line| {
        line.split('#')
            .skip(1)
            .any(|rest| rest.trim_start().to_ascii_lowercase().starts_with("requires"))
    })
}
