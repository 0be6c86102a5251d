//! The bar that decides about a result.
