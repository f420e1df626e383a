#pragma once

#include <array>
#include <string_view>

namespace edgvoip::simulate {

struct City {
    std::string_view name;
    std::string_view area;
};

inline constexpr std::array<City, 30> cities = {{
    {"Roma", "06"},      {"Milano", "02"},   {"Torino", "011"},  {"Napoli", "081"},
    {"Bologna", "051"},  {"Firenze", "055"}, {"Genova", "010"},  {"Palermo", "091"},
    {"Bari", "080"},     {"Catania", "095"}, {"Verona", "045"},  {"Venezia", "041"},
    {"Padova", "049"},   {"Trieste", "040"}, {"Brescia", "030"}, {"Bergamo", "035"},
    {"Parma", "0521"},   {"Modena", "059"},  {"Perugia", "075"}, {"Cagliari", "070"},
    {"Rimini", "0541"},  {"Ancona", "071"},  {"Pescara", "085"}, {"Salerno", "089"},
    {"Lecce", "0832"},   {"Udine", "0432"},  {"Trento", "0461"}, {"Pisa", "050"},
    {"Livorno", "0586"}, {"Messina", "090"},
}};

inline constexpr std::array<std::string_view, 10> quarters = {
    "Centro", "Stazione", "Nord",     "Sud",   "Est",
    "Ovest",  "Mercato",  "Ospedale", "Porto", "Centro Commerciale",
};

inline constexpr std::array<std::string_view, 16> trades = {
    "Supermercati",  "Ottica",       "Ferramenta",        "Profumerie",
    "Elettronica",   "Libreria",     "Calzature",         "Casalinghi",
    "Arredamenti",   "Giocattoli",   "Pneumatici",        "Giardinaggio",
    "Abbigliamento", "Erboristeria", "Articoli Sportivi", "Cartoleria",
};

inline constexpr std::array<std::string_view, 12> fictions = {
    "Fantasia", "Esempio",  "Immaginaria",   "Finzione", "Campione", "Inesistente",
    "Prova",    "Fittizia", "Dimostrazione", "Utopia",   "Chimera",  "Segnaposto",
};

inline constexpr std::array<std::string_view, 12> places = {
    "Cassa",   "Banco",       "Magazzino",   "Ufficio",  "Reparto", "Assistenza",
    "Ricambi", "Accoglienza", "Laboratorio", "Consegne", "Ordini",  "Direzione",
};

/// What customers' phones show: businesses, no persons; accents and signs on purpose.
inline constexpr std::array<std::string_view, 16> caller_names = {
    "Caffè Perù",           "Pasticceria Più Dolce", "Trattoria Laggiù",  "Idraulica Città",
    "Società Agricola",     "Gelateria Così",        "Autofficina & Co.", "Studio \"Tre Più\"",
    "Hôtel du Château",     "Bäckerei Süd",          "Panificio 100%",    "Farmacia San Nicolò",
    "L'Angolo della Virtù", "Bar dell'Università",   "Edicola Però",      "Señal España",
};

}  // namespace edgvoip::simulate
