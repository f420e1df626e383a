#pragma once

#include "base/instant.hpp"

/// Missed calls that wait for a callback: which wait, until when, and what people do about them.
/// Values and pure functions: no I/O, no SQL, no threads.
namespace w3::callbacks {

/// The Sunday of Easter of a year, by the Gregorian computus (Meeus, Jones and Butcher).
base::LocalDate easter_sunday(int year);

/// Whether shops of all Italy rest: law 260/1949 with its changes, Easter and the Monday after it
/// included, and from 2026 on 4 October (law 151/2025).
bool is_italian_holiday(base::LocalDate day);

}  // namespace w3::callbacks
